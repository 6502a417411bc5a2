using System.Net.Sockets;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Structures of functions that clang's objects fill.</summary>
public sealed class StructOpsTests
{
    [Fact]
    public void Variables_are_registered_with_their_fields_and_programs()
    {
        using BpfObject target = Load();
        Assert.False(CanChoose("clang_first"));
        using (target.Register("first"))
        {
            Assert.True(CanChoose("clang_first"));
            Assert.False(CanChoose("clang_second"));
            using (target.Register("second", static value => value.Set("name", "clang_other")))
                Assert.True(CanChoose("clang_other"));
        }

        Assert.False(CanChoose("clang_first"));
        Assert.NotEqual(0ul, target.Global<ulong>("connections").Value);
    }

    [Fact]
    public void Which_of_several_is_meant_must_be_said()
    {
        using BpfObject target = Load();
        Assert.Contains("name one of first, second", Assert.Throws<BpfException>(() => target.Register("tcp_congestion_ops")).Message);
    }

    private static BpfObject Load()
    {
        Requires.Kernel();
        Assert.SkipUnless(KernelFeatures.Has(Feature.StructOpsLink), "this kernel registers no structures by link");
        return BpfObject.Load(ClangObject.Compile("struct_ops"));
    }

    private static bool CanChoose(string name)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetRawSocketOption(6, 13, Encoding.ASCII.GetBytes(name)); // SOL_TCP, TCP_CONGESTION
            using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
            listener.Listen();
            socket.Connect(listener.LocalEndPoint!);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
