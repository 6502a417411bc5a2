using Bpf.Acceptance.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Acceptance.Tests;

/// <summary>The objects of the examples in the field's own tools.</summary>
public sealed class ObjectTests
{
    public static TheoryData<string> Names => ExampleObject.Names;

    [Theory, MemberData(nameof(Names))]
    public void Bpftool_loads_it(string name)
    {
        string pins = Requires.PinFolder();
        Assert.SkipWhen(
            name == nameof(KernelFunctions) && !Directory.Exists("/sys/bus/event_source/devices/kprobe"), "this kernel has no kprobes");
        try
        {
            using ExampleObject example = new(name);
            Tool.Run("bpftool", "prog", "loadall", example.File, Path.Combine(pins, name));
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(pins, name)));
        }
        finally
        {
            Directory.Delete(pins, recursive: true);
        }
    }

    [Fact]
    public void Iproute2_attaches_the_firewall()
    {
        Requires.Kernel();
        NetworkNamespace.Run(() =>
        {
            using ExampleObject example = new(nameof(XdpFirewall));
            NetworkNamespace.Ip($"link set left xdpgeneric obj {example.File} sec xdp");
            Assert.Contains("prog/xdp", NetworkNamespace.Ip("link show left"));
        });
    }

    [Fact]
    public void Tc_of_iproute2_attaches_a_classifier()
    {
        Requires.Kernel();
        NetworkNamespace.Run(() =>
        {
            using ExampleObject example = new("TcClassifier", "Book");
            Tool.Run("tc", "qdisc", "add", "dev", "left", "clsact");
            Tool.Run("tc", "filter", "add", "dev", "left", "ingress", "bpf", "direct-action", "object-file", example.File, "section", "tc");
            Assert.Contains("direct-action", Tool.Run("tc", "filter", "show", "dev", "left", "ingress"));
        });
    }

    [Theory]
    [InlineData(nameof(OpenSnoop), "; if (TargetPid == 0 || TargetPid == CurrentTask.Tgid)")]
    [InlineData(nameof(XdpFirewall), "; if (!cursor.TryRead(out Ref<EthernetHeader> ethernet))")]
    [InlineData(nameof(KernelFunctions), "; ulong elapsed = Helpers.KtimeGetNs() - entered.Value;")]
    public void Llvm_objdump_shows_the_lines_of_CSharp(string name, string line)
    {
        using ExampleObject example = new(name);
        Assert.Contains(line, Tool.Run("llvm-objdump-19", "-S", example.File));
    }
}
