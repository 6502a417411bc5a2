using Bpf.Core.Kernel;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>What the running kernel says it has, against what it does.</summary>
public sealed class FeatureTests
{
    private const string Kprobes = "/sys/bus/event_source/devices/kprobe/type";

    [Fact]
    public void Every_feature_can_be_asked_for()
    {
        Requires.Kernel();
        Assert.All(Enum.GetValues<Feature>(), feature => Assert.Equal(KernelFeatures.Has(feature), KernelFeatures.WhyNot(feature) == null));
    }

    [Fact]
    public void A_feature_is_never_older_than_the_kernel_that_has_it()
    {
        Requires.Kernel();
        Assert.All(Enum.GetValues<Feature>().Where(KernelFeatures.Has), feature => Assert.True(Features.Get(feature).Since <= Environment.OSVersion.Version));
    }

    [Fact]
    public void What_a_file_tells_needs_no_privilege() => Assert.Equal(File.Exists(Kprobes), KernelFeatures.Has(Feature.Kprobes));

    [Fact]
    public void A_refusal_for_want_of_privilege_is_no_answer()
    {
        Requires.Kernel();
        Assert.SkipUnless(File.ReadAllText("/proc/sys/kernel/unprivileged_bpf_disabled").Trim() != "0", "anybody may load programs here");
        string answer = LoadInChild.Ask(LoadInChild.Unprivileged, Feature.LargeInstructionLimit);
        Assert.Contains("EPERM", answer);
        Assert.Contains("CAP_BPF", answer);
    }

    [Theory]
    [InlineData(Feature.Kprobes)]
    [InlineData(Feature.BoundedLoops)]
    public void A_program_and_its_stand_in_share_one_place(Feature feature)
    {
        Requires.Kernel();
        bool has = KernelFeatures.Has(feature);
        using BpfObject target = BpfObject.Load(ClangObject.Compile("events"), conditions: [new("on_function", [feature]), new("on_sys_enter", [], "on_function")]);
        Assert.Equal(has, target.Program("on_function").IsLoaded);
        Assert.Equal(!has, target.Program("on_sys_enter").IsLoaded);
        BpfProgram leftOut = target.Programs.Single(program => !program.IsLoaded);
        Assert.Contains(has ? "stands in for 'on_function'" : "lacks kprobes", leftOut.WhyLeftOut);
        Assert.Contains(leftOut.WhyLeftOut!, Assert.Throws<InvalidOperationException>(() => leftOut.Run([])).Message);
    }
}
