using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Support;

/// <summary>
/// Says what a test needs of the kernel. Where the kernel lacks it the test is skipped, but only where the tables say that it is lacking: where
/// kernel and tables differ the test fails. So a run of these tests proves the tables, and no skip hides a lost feature.
/// </summary>
internal static class Needs
{
    /// <summary>How the reason of every skip begins that tables stand behind; <c>eng/kernels/run</c> counts other skips as failures.</summary>
    public const string Lacks = "the kernel lacks ";

    /// <summary>A kernel that takes programs from this process.</summary>
    public static void Kernel()
    {
        string? reason = BpfSupport.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "attaching needs root");
    }

    /// <summary>A kernel that has the features.</summary>
    public static void Features(params ReadOnlySpan<Feature> features)
    {
        Kernel();
        foreach (Feature feature in features)
        {
            FeatureInfo row = Core.Kernel.Features.Get(feature);
            Has(row.Description, RunningKernel.Answers(row.Probe), RunningKernel.Profile?.Has(feature));
        }
    }

    /// <summary>A kernel that creates maps of the type.</summary>
    /// <param name="spec">A small map of it.</param>
    public static void Map(Core.Link.MapSpec spec)
    {
        Kernel();
        Has($"map type {MapTypes.Find(spec.Type)!.Name}", RunningKernel.Answers(new FeatureProbe.Map(spec)), RunningKernel.Profile?.MapTypes.Contains(spec.Type));
    }

    /// <summary>A kernel where programs of the type may call the helper.</summary>
    public static void Helper(ProgramType program, HelperId helper)
    {
        Kernel();
        Has(
            $"{helper} in {ProgramTypes.Find(program)!.Name}",
            RunningKernel.Answers(new FeatureProbe.HelperCall(program, helper)),
            RunningKernel.Profile?.Allows(program, helper));
    }

    private static void Has(string what, bool answer, bool? table)
    {
        if (table is { } expected && expected != answer)
            Assert.Fail($"the tables say that {RunningKernel.Profile!.Name} {(expected ? "has" : "lacks")} {what}; the kernel {(answer ? "has" : "lacks")} it");
        Assert.SkipUnless(answer, Lacks + what);
    }
}
