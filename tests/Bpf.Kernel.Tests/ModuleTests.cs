using Bpf.Core;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Functions, structures and hooks of modules: of veth, nf_conntrack and tls, which the guests load.</summary>
public sealed class ModuleTests
{
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B5"), .. new byte[50]];

    [Theory]
    [InlineData("fentry/veth_xmit")]
    [InlineData("fexit/veth_xmit")]
    [InlineData("fentry/veth:veth_xmit")]
    public void A_function_of_a_module_is_watched(string section) => PrivateNetwork.Run(() =>
    {
        NeedsModule("veth", Feature.Fentry);
        using BpfObject counting = BpfObject.Load(ModuleObject.Counting(section));
        using (new TracingProgram<FunctionArgs>(counting.Program(ModuleObject.Program)).Attach())
            Send();
        ulong seen = counting.Global<ulong>(ModuleObject.Counter).Value;
        Assert.NotEqual(0ul, seen);
        Send();
        Assert.Equal(seen, counting.Global<ulong>(ModuleObject.Counter).Value);
    });

    [Theory]
    [InlineData("veth:veth_xmit")]
    [InlineData("veth_xmit")]
    public void A_probe_is_set_in_a_module(string function) => PrivateNetwork.Run(() =>
    {
        NeedsModule("veth", Feature.Kprobes);
        using BpfObject counting = BpfObject.Load(ModuleObject.Counting("kprobe"));
        using (new KprobeProgram(counting.Program(ModuleObject.Program), null, atReturn: false).Attach(function))
            Send();
        Assert.NotEqual(0ul, counting.Global<ulong>(ModuleObject.Counter).Value);
    });

    [Fact]
    public void Many_functions_of_a_module_are_watched_by_one_link() => PrivateNetwork.Run(() =>
    {
        NeedsModule("veth", Feature.KprobeMulti);
        Assert.Contains("veth_xmit", KernelSymbols.Matching("veth:veth_*"));
        Assert.DoesNotContain("veth_xmit", KernelSymbols.Matching("tls:*"));
        Assert.Contains("no function", Assert.Throws<BpfException>(() => KernelSymbols.Matching("tls:veth_xmit")).Message, StringComparison.Ordinal);
        using BpfObject counting = BpfObject.Load(ModuleObject.Counting("kprobe.multi"));
        using (new KprobeMultiProgram(counting.Program(ModuleObject.Program), null, atReturn: false).Attach("veth:veth_x?it"))
            Send();
        Assert.NotEqual(0ul, counting.Global<ulong>(ModuleObject.Counter).Value);
    });

    [Fact]
    public void A_tracepoint_of_a_module_is_found_by_type()
    {
        NeedsModule("tls", Feature.BtfTracepoints);
        using BpfObject counting = BpfObject.Load(ModuleObject.Counting("tp_btf/tls_device_offload_set"));
        using BpfLink link = new TracingProgram<FunctionArgs>(counting.Program(ModuleObject.Program)).Attach();
        Assert.True(link.IsKernelLink);
    }

    [Fact]
    public void Fields_of_a_modules_structure_are_found()
    {
        NeedsModule("veth", Feature.VmlinuxBtf);
        using BpfObject asking = BpfObject.Load(ModuleObject.Offset("veth_priv", "requested_headroom"));
        int offset = new SyscallProgram<ulong>(asking.Program(ModuleObject.Program)).Run(0);
        Core.Btf.BtfTypes kernel = Core.Btf.BtfTypes.Read(File.ReadAllBytes("/sys/kernel/btf/vmlinux"));
        Core.Btf.BtfTypes module = Core.Btf.BtfTypes.ReadSplit(File.ReadAllBytes("/sys/kernel/btf/veth"), kernel);
        Assert.True(module.TryFindMember(module.Find("veth_priv", Core.Btf.BtfKind.Struct), "requested_headroom", out Core.Btf.BtfMember field));
        Assert.Equal(field.BitOffset / 8, offset);
    }

    [Fact]
    public void Functions_of_a_module_are_called()
    {
        const int notFound = -2; // ENOENT
        NeedsModule("nf_conntrack", Feature.Dynptrs);
        using BpfObject tracking = BpfObject.Load(ModuleObject.Tracking());
        Assert.Equal(notFound, (int)new TcProgram(tracking.Program(ModuleObject.Program)).Run(Frame).ReturnValue);
    }

    [Fact]
    public void What_neither_the_kernel_nor_a_module_has_is_refused_by_name()
    {
        Needs.Features(Feature.VmlinuxBtf);
        Assert.Contains(
            "none of its modules", Assert.Throws<BpfFormatException>(() => BpfObject.Load(ModuleObject.Counting("fentry/no_such_function"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no module 'no_such_module'",
            Assert.Throws<BpfFormatException>(() => BpfObject.Load(ModuleObject.Counting("fentry/no_such_module:function"))).Message, StringComparison.Ordinal);
    }

    /// <summary>Modules have types since Linux 5.11; on a machine that has the code built in, its types are the kernel's.</summary>
    private static void NeedsModule(string name, params ReadOnlySpan<Feature> features)
    {
        Needs.Features([Feature.Dynptrs, .. features]);
        Assert.SkipUnless(File.Exists("/sys/kernel/btf/" + name), Needs.Lacks + $"module {name} with types");
    }

    private static void Send() => PacketSocket.Send("left", Frame);
}
