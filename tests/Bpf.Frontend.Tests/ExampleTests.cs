namespace Bpf.Frontend.Tests;

public class ExampleTests
{
    private const string OpenSnoop = """
        using System.Threading;
        using Bpf;
        public struct OpenEvent { public uint Pid; public int Result; public Comm Comm; public PathBuffer Path; }

        [BpfObject(License = "GPL")]
        public static partial class P
        {
            static readonly HashMap<ulong, ulong> Pending = new(maxEntries: 10_240);
            static readonly HashMap<uint, ulong> OpensByPid = new(maxEntries: 10_240);
            static readonly RingBuffer<OpenEvent> Events = new(bytes: 256 * 1024);

            [Config] static uint TargetPid;
            static ulong Faults;

            [Tracepoint("syscalls", "sys_enter_openat")]
            static int OnEnter(in SysEnterOpenat ctx)
            {
                if (TargetPid == 0 || TargetPid == CurrentTask.Tgid) Pending.TryAdd(CurrentTask.PidTgid, ctx.Filename.Address);
                return 0;
            }

            [Tracepoint("syscalls", "sys_exit_openat")]
            static int OnExit(in SysExit ctx)
            {
                ulong thread = CurrentTask.PidTgid;
                if (!Pending.TryFind(thread, out Ref<ulong> pending)) return 0;
                ulong filename = pending.Value;
                Pending.Remove(thread);
                if (OpensByPid.TryFind(CurrentTask.Tgid, out Ref<ulong> n)) Interlocked.Increment(ref n.Value);
                else OpensByPid.TryAdd(CurrentTask.Tgid, 1);
                if (!Events.TryReserve(out Reservation<OpenEvent> e)) return 0;
                e.Value = new() { Pid = CurrentTask.Tgid, Result = (int)ctx.Result, Comm = CurrentTask.Comm };
                if (!UserMemory.TryReadString(filename, ref e.Value.Path)) Interlocked.Increment(ref Faults);
                e.Submit();
                return 0;
            }
        }
        """;

    [Theory]
    [InlineData("OpenSnoop/OpenSnoop.cs", "OpenSnoop")]
    [InlineData("XdpFirewall/XdpFirewall.cs", "XdpFirewall")]
    [InlineData("KernelFunctions/KernelFunctions.cs", "KernelFunctions")]
    public void The_examples_lower_and_compile(string file, string name)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Bpf.sln"))) root = Path.GetDirectoryName(root)!;
        LoweringResult lowered = Snippet.Lower(File.ReadAllText(Path.Combine(root, "examples", file)), name);
        Assert.Empty(lowered.Diagnostics);
        Compiler.Driver.CompilationResult compiled = Compiler.Driver.BpfCompiler.Compile(lowered.Module!, new());
        Assert.DoesNotContain(compiled.Diagnostics, d => d.IsError);
        Assert.NotNull(compiled.Object);
    }

    [Fact]
    public void The_probe_of_the_design_page_lowers()
    {
        Snippet s = Snippet.File(OpenSnoop);
        Assert.Contains("helper MapUpdateElem", s.Text("OnEnter"));
        Assert.Contains("helper RingbufSubmit", s.Text("OnExit"));
        Assert.Equal(["Pending", "OpensByPid", "Events"], s.Module.Maps.Select(m => m.Name));
    }

    [Fact]
    public void The_firewall_of_the_design_page_lowers()
    {
        Snippet s = Snippet.Members("""
            static readonly LpmTrie<Ipv4Prefix, ulong> Blocked = new(maxEntries: 1024);
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                if (!ctx.TryRef(0, out Ref<EthernetHeader> eth) || eth.Value.EtherType != EtherType.IPv4) return XdpAction.Pass;
                if (!ctx.TryRef(EthernetHeader.Size, out Ref<Ipv4Header> ip)) return XdpAction.Pass;
                Ipv4Prefix key = new() { PrefixLength = 32, Address = ip.Value.Source };
                if (!Blocked.TryFind(key, out Ref<ulong> hits)) return XdpAction.Pass;
                Interlocked.Increment(ref hits.Value);
                return XdpAction.Drop;
            }
            [Xdp] static XdpAction G(XdpContext ctx)
            {
                PacketCursor cursor = ctx.Cursor;
                if (!cursor.TryRead(out Ref<EthernetHeader> eth)) return XdpAction.Pass;
                switch ((ushort)eth.Value.EtherType)
                {
                    case EtherType.IPv4: return Ipv4(ref cursor);
                    default: return XdpAction.Pass;
                }
            }
            static XdpAction Ipv4(ref PacketCursor cursor) =>
                cursor.TryRead(out Ref<Ipv4Header> ip) && ip.Value.Protocol is IpProtocol.Tcp or IpProtocol.Udp ? XdpAction.Drop : XdpAction.Pass;
            """);
        Assert.Contains("leu", s.Text("F"));
        Assert.Contains("65515", s.Text("G")); // an offset is bounded before it is added to a packet pointer
    }
}
