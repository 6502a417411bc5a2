using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>The running kernel asked again what its profile says.</summary>
public sealed class ProfileTests
{
    public static TheoryData<Feature> AllFeatures => [.. Enum.GetValues<Feature>()];

    [Theory]
    [MemberData(nameof(AllFeatures))]
    public void A_feature_is_there_where_the_profile_says_so(Feature feature) =>
        Assert.Equal(Profile().Has(feature), RunningKernel.Answers(Features.Get(feature).Probe));

    [Theory]
    [MemberData(nameof(AllFeatures))]
    public void A_feature_is_not_older_than_its_row_says(Feature feature)
    {
        Needs.Kernel();
        FeatureInfo row = Features.Get(feature);
        if (RunningKernel.Answers(row.Probe))
            Assert.True(row.Since <= RunningKernel.Version, $"{row.Description}: since {row.Since}");
    }

    [Fact]
    public void The_helpers_of_each_program_type_are_those_of_the_profile()
    {
        // Loading the three left out writes to the kernel's log, whatever the verdict.
        KernelProfile profile = Profile();
        Assert.Empty(
            from type in new[] { ProgramType.SocketFilter, ProgramType.SchedCls, ProgramType.Tracepoint, ProgramType.Xdp, ProgramType.PerfEvent, ProgramType.RawTracepoint }
            from helper in Core.Kernel.Helpers.All
            where helper.Id is not (HelperId.TracePrintk or HelperId.TraceVprintk or HelperId.ProbeWriteUser)
            where profile.Allows(type, helper.Id) != RunningKernel.Answers(new FeatureProbe.HelperCall(type, helper.Id))
            select $"{helper.Name} in {type}");
    }

    private static KernelProfile Profile()
    {
        Needs.Kernel();
        Assert.SkipWhen(RunningKernel.Profile is null, $"no profile is of {RunningKernel.Version}");
        return RunningKernel.Profile!;
    }
}
