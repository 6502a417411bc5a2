using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Leaving a program from any depth by the kernel's own function for it (<c>bpf_throw</c>, Linux 6.7).</summary>
public class ThrowTests
{
    private const string Source = """
        static ulong Steps;

        [Kfunc("bpf_throw")] private static void Throw(ulong cookie) => throw new InvalidOperationException();

        [Xdp] static XdpAction F(XdpContext ctx)
        {
            if (!ctx.TryRef(0, out Ref<byte> kind)) return XdpAction.Aborted;
            if (kind.Value == 1) Throw((ulong)XdpAction.Drop);
            Steps = Deep(kind.Value);
            return XdpAction.Pass;
        }

        [MethodImpl(MethodImplOptions.NoInlining)] static ulong Deep(uint kind)
        {
            ulong n = Deeper(kind) + 1;
            Steps++;
            return n;
        }

        [GlobalFunction] static ulong Deeper(uint kind)
        {
            if (kind == 2) Throw((ulong)XdpAction.Tx);
            return kind * 2;
        }
        """;

    [Fact]
    public void A_program_ends_with_what_is_thrown_from_whatever_function()
    {
        byte[] image = SourceObject.Compile(Source, KernelProfiles.Find("6.12")!, KernelProfiles.Find("6.18")!, KernelProfiles.Find("7.2")!);
        if (!KernelWorld.IsAvailable || SourceObject.Profile?.Version < new Version(6, 7)) return;
        using BpfObject loaded = BpfObject.Load(image);
        Assert.Equal(XdpAction.Drop, SourceObject.Run(loaded, "F", 1));
        Assert.Equal(0ul, loaded.Global<ulong>("Steps").Value);
        Assert.Equal(XdpAction.Tx, SourceObject.Run(loaded, "F", 2));
        Assert.Equal(0ul, loaded.Global<ulong>("Steps").Value);
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 3));
        Assert.Equal(7ul, loaded.Global<ulong>("Steps").Value);
    }

    [Fact]
    public void Kernels_without_it_are_named()
    {
        string message = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Source, SourceObject.FollowsOneCall)).Message;
        Assert.Contains("BPF0334", message, StringComparison.Ordinal);
        Assert.Contains("bpf_throw", message, StringComparison.Ordinal);
    }
}
