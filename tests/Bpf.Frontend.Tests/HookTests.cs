using Bpf.Core.Kernel;
using Bpf.Frontend.Model;

namespace Bpf.Frontend.Tests;

/// <summary>What hook attributes make of programs.</summary>
public class HookTests
{
    [Theory]
    [InlineData("[Xdp] static int F(XdpContext ctx)", ProgramType.Xdp, AttachType.Xdp, "xdp")]
    [InlineData("[Xdp(Frags = true)] static int F(XdpContext ctx)", ProgramType.Xdp, AttachType.Xdp, "xdp.frags")]
    [InlineData("[SkReuseport] static int F(in SkReuseport ctx)", ProgramType.SkReuseport, AttachType.SkReuseportSelect, "sk_reuseport")]
    [InlineData("[SkReuseport(Migrate = true)] static int F(in SkReuseport ctx)", ProgramType.SkReuseport, AttachType.SkReuseportSelectOrMigrate, "sk_reuseport/migrate")]
    [InlineData("[BtfTracepoint(\"sched_switch\")] static int F(in FunctionArgs ctx)", ProgramType.Tracing, AttachType.TraceRawTp, "tp_btf/sched_switch")]
    [InlineData("[Fentry(\"vfs_read\")] static int F(in FunctionArgs ctx)", ProgramType.Tracing, AttachType.TraceFentry, "fentry/vfs_read")]
    [InlineData("[Fentry(\"vfs_read\", Sleepable = true)] static int F(in FunctionArgs ctx)", ProgramType.Tracing, AttachType.TraceFentry, "fentry.s/vfs_read")]
    [InlineData("[Fexit(\"vfs_read\")] static int F(in FunctionExit ctx)", ProgramType.Tracing, AttachType.TraceFexit, "fexit/vfs_read")]
    [InlineData("[FmodRet(\"vfs_read\")] static int F(in FunctionExit ctx)", ProgramType.Tracing, AttachType.ModifyReturn, "fmod_ret/vfs_read")]
    [InlineData("[Lsm(\"file_open\")] static int F(in FunctionArgs ctx)", ProgramType.Lsm, AttachType.LsmMac, "lsm/file_open")]
    [InlineData("[Iterator(\"task\")] static int F(in ulong ctx)", ProgramType.Tracing, AttachType.TraceIter, "iter/task")]
    [InlineData("[KprobeMulti(\"vfs_*\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceKprobeMulti, "kprobe.multi/vfs_*")]
    [InlineData("[Ksyscall(\"openat\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, default(AttachType), "ksyscall/openat")]
    [InlineData("[KprobeSession(\"vfs_*\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceKprobeSession, "kprobe.session/vfs_*")]
    [InlineData("[UprobeMulti(\"/bin/x\", \"f*\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceUprobeMulti, "uprobe.multi//bin/x:f*")]
    [InlineData("[UretprobeMulti] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceUprobeMulti, "uretprobe.multi")]
    [InlineData("[UprobeSession(\"/bin/x\", \"f*\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceUprobeSession, "uprobe.session//bin/x:f*")]
    [InlineData("[Uprobe(\"/bin/x\", \"f\", Sleepable = true)] static int F(in PtRegs ctx)", ProgramType.Kprobe, default(AttachType), "uprobe.s//bin/x:f")]
    [InlineData("[UretprobeMulti(Sleepable = true)] static int F(in PtRegs ctx)", ProgramType.Kprobe, AttachType.TraceUprobeMulti, "uretprobe.multi.s")]
    [InlineData("[WritableRawTracepoint(\"bpf_test_finish\")] static int F(in RawTracepointArgs ctx)", ProgramType.RawTracepointWritable, default(AttachType), "raw_tracepoint.w/bpf_test_finish")]
    [InlineData("[Usdt(\"/bin/x\", \"p\", \"n\")] static int F(in PtRegs ctx)", ProgramType.Kprobe, default(AttachType), "usdt//bin/x:p:n")]
    [InlineData("[StructOps(\"tcp_congestion_ops\", \"ssthresh\")] static uint F(in FunctionArgs ctx)", ProgramType.StructOps, default(AttachType), "struct_ops/tcp_congestion_ops.ssthresh")]
    [InlineData("[LsmCgroup(\"socket_bind\")] static int F(in FunctionArgs ctx)", ProgramType.Lsm, AttachType.LsmCgroup, "lsm_cgroup/socket_bind")]
    [InlineData("[Netkit(NetkitHook.Peer)] static int F(ref SkBuff ctx)", ProgramType.SchedCls, AttachType.NetkitPeer, "netkit/peer")]
    [InlineData("[XdpDevMap] static int F(XdpContext ctx)", ProgramType.Xdp, AttachType.XdpDevmap, "xdp/devmap")]
    [InlineData("[XdpCpuMap] static int F(XdpContext ctx)", ProgramType.Xdp, AttachType.XdpCpumap, "xdp/cpumap")]
    [InlineData("[Netfilter] static int F(in FunctionArgs ctx)", ProgramType.Netfilter, AttachType.Netfilter, "netfilter")]
    [InlineData("[FlowDissector] static int F(in SkBuff ctx)", ProgramType.FlowDissector, AttachType.FlowDissector, "flow_dissector")]
    [InlineData("[LwtXmit] static int F(ref SkBuff ctx)", ProgramType.LwtXmit, default(AttachType), "lwt_xmit")]
    [InlineData("[LwtSeg6Local] static int F(in SkBuff ctx)", ProgramType.LwtSeg6local, default(AttachType), "lwt_seg6local")]
    [InlineData("[PerfEvent] static int F(in PerfEventData ctx)", ProgramType.PerfEvent, default(AttachType), "perf_event")]
    [InlineData("[SocketFilter] static int F(in SkBuff ctx)", ProgramType.SocketFilter, default(AttachType), "socket")]
    [InlineData("[Tc] static int F(ref SkBuff ctx)", ProgramType.SchedCls, default(AttachType), "tc")]
    [InlineData("[CgroupSkb(CgroupSkbHook.Egress)] static int F(in SkBuff ctx)", ProgramType.CgroupSkb, AttachType.CgroupInetEgress, "cgroup_skb/egress")]
    [InlineData("[CgroupSock(CgroupSockHook.PostBind6)] static int F(in CgroupSock ctx)", ProgramType.CgroupSock, AttachType.CgroupInet6PostBind, "cgroup/post_bind6")]
    [InlineData("[CgroupSockAddr(SockAddrHook.Connect6)] static int F(ref SockAddr ctx)", ProgramType.CgroupSockAddr, AttachType.CgroupInet6Connect, "cgroup/connect6")]
    [InlineData("[CgroupSockopt(SockoptHook.Get)] static int F(ref Sockopt ctx)", ProgramType.CgroupSockopt, AttachType.CgroupGetsockopt, "cgroup/getsockopt")]
    [InlineData("[SkSkb(SkSkbHook.Verdict)] static int F(in SkBuff ctx)", ProgramType.SkSkb, AttachType.SkSkbVerdict, "sk_skb/verdict")]
    [InlineData("[Syscall] static int F(ref ulong ctx)", ProgramType.Syscall, default(AttachType), "syscall")]
    public void An_attribute_says_type_place_and_section(string method, ProgramType type, AttachType attach, string section)
    {
        ProgramModel program = Assert.Single(Snippet.Members(method + " => 0;").Result.Model!.Programs);
        Assert.Equal((type, attach, section), (program.ProgramType, program.AttachType, program.Section));
        Assert.Equal(Sections.Find(section)!.ProgramType, type);
    }

    [Theory]
    [InlineData("[Fexit(\"vfs_read\")] static int F(in FunctionArgs ctx) => 0;", "in FunctionExit ctx")]
    [InlineData("[Tc] static int F(SkBuff ctx) => 0;", "in SkBuff ctx")]
    [InlineData("[CgroupDevice] static int F(in SkBuff ctx) => 0;", "in DeviceAccess ctx")]
    [InlineData("[Xdp] static int F(in XdpContext ctx) => 0;", "XdpContext ctx")]
    public void Another_context_is_refused_with_the_right_one(string method, string hint)
    {
        Core.Explain.BpfDiagnostic refused = Assert.Single(Snippet.Members(method).Diagnostics);
        Assert.Equal("BPF0003", refused.Id);
        Assert.Contains(hint, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Fexit(\"vfs_read\")] static int F(in FunctionArgs ctx) => 0;", "in FunctionArgs ctx", "ctx")]
    [InlineData("[Xdp] static int F(XdpContext ctx, int second) => 0;", "int second", "second")]
    [InlineData("[Xdp] static int F(int first, int second) => 0;", "int first", "first")]
    [InlineData("[Kprobe(\"vfs_read\")] static int F(ulong file, string text) => 0;", "string text", "text")]
    [InlineData("[Kprobe(\"vfs_read\")] static int F(ulong file, ref int count) => 0;", "ref int count", "count")]
    [InlineData("[Kprobe(\"vfs_read\")] static int F(ulong a, int b, int c, int d, int e, int f, int g) => 0;", "int g", "g")]
    public void The_parameter_that_a_hook_does_not_give_is_named(string method, string shown, string at)
    {
        Snippet snippet = Snippet.Members(method);
        Core.Explain.BpfDiagnostic refused = Assert.Single(snippet.Diagnostics);
        Assert.Equal(("BPF0003", at), (refused.Id, snippet.TextAt(refused)));
        Assert.Contains($"'{shown}' is not what 'F', ", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_writable_tracepoints_hand_out_a_buffer()
    {
        Core.Explain.BpfDiagnostic refused = Assert.Single(Snippet.Members("[RawTracepoint(\"x\")] static int F(in RawTracepointArgs ctx) => ctx.Buffer<int>().Value;").Diagnostics);
        Assert.Equal("BPF0301", refused.Id);
        Assert.Contains("[WritableRawTracepoint]", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packet_that_is_not_at_hand_is_refused_with_what_is()
    {
        Core.Explain.BpfDiagnostic refused = Assert.Single(Snippet.Members(
            "[SocketFilter] static int F(in SkBuff ctx) => ctx.Packet.TryRef(0, out Ref<byte> b) ? b.Value : 0;").Diagnostics);
        Assert.Equal("BPF0301", refused.Id);
        Assert.Contains("TryLoad", refused.ToString(), StringComparison.Ordinal);
    }
}
