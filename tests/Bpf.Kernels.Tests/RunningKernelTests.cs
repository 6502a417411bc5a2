using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Tests.Kernel;

namespace Bpf.Kernels.Tests;

/// <summary>The running kernel asked again what its profile says, where one of the profiles is of its release.</summary>
public class RunningKernelTests
{
    public static TheoryData<Feature> AllFeatures => [.. Enum.GetValues<Feature>()];

    [Theory]
    [MemberData(nameof(AllFeatures))]
    public void A_probed_feature_is_as_the_profile_says(Feature feature)
    {
        KernelProfile profile = Profile();
        Assert.Equal(profile.Has(feature), Probe(Features.Get(feature).Probe));
    }

    [Theory]
    [MemberData(nameof(AllFeatures))]
    public void A_feature_that_the_running_kernel_has_is_not_newer_than_it(Feature feature)
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        FeatureInfo row = Features.Get(feature);
        if (Probe(row.Probe))
            Assert.True(row.Since <= Environment.OSVersion.Version, $"{row.Description}: since {row.Since}");
    }

    [Fact]
    public void The_helpers_of_each_program_type_are_those_of_the_profile()
    {
        // Loading the three left out writes to the kernel's log, whatever the verdict.
        KernelProfile profile = Profile();
        Assert.Empty(
            from type in new[] { ProgramType.SocketFilter, ProgramType.SchedCls, ProgramType.Tracepoint, ProgramType.Xdp, ProgramType.PerfEvent, ProgramType.RawTracepoint }
            from helper in Helpers.All
            where helper.Id is not (HelperId.TracePrintk or HelperId.TraceVprintk or HelperId.ProbeWriteUser)
            where profile.Allows(type, helper.Id) != Probe(new FeatureProbe.HelperCall(type, helper.Id))
            select $"{helper.Name} in {type}");
    }

    private static KernelProfile Profile()
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        Version running = Environment.OSVersion.Version;
        KernelProfile? profile = KernelProfiles.All.FirstOrDefault(profile => profile.Version == new Version(running.Major, running.Minor, running.Build));
        Assert.SkipWhen(profile is null, $"no profile is of {running}");
        return profile!;
    }

    private static bool Probe(FeatureProbe probe) => probe switch
    {
        FeatureProbe.File file => File.Exists(file.Path),
        FeatureProbe.Map map => Creates(map.Spec),
        FeatureProbe.Load load => RawBpf.Load(load.Request, []).Result == 0,
        FeatureProbe.HelperCall call => Knows(call),
        _ => throw new NotSupportedException(),
    };

    private static bool Creates(MapSpec spec)
    {
        int map = RawBpf.CreateMap(spec);
        RawBpf.Close(map);
        return map > 0;
    }

    private static bool Knows(FeatureProbe.HelperCall call)
    {
        ImmutableArray<Instruction> code = [Asm.Call(call.Helper), Asm.Mov64Imm(Register.R0, 0), Asm.Exit()];
        string log = RawBpf.Load(new() { Name = "probe", ProgramType = call.ProgramType, License = "GPL", Instructions = code }, []).Log;
        return !log.Contains("invalid func ") && !log.Contains("unknown func ") && !log.Contains("cannot use helper ");
    }
}
