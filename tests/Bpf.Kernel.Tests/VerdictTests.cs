using Bpf.Kernel.Tests.Support;
using Bpf.Tests;

namespace Bpf.Kernel.Tests;

/// <summary>
/// The programs here and in the examples: the simulator says what the running kernel says and, for kernels whose pruning it models
/// (docs/verifier-coverage.md), takes the same steps.
/// </summary>
public sealed class VerdictTests
{
    // Of loops by iterators and may_goto, later kernels' pruning alone is modeled.
    private static readonly Version s_samePruning = new(6, 12), s_sameInLoops = new(6, 18);

    public static TheoryData<string> Names => EmbeddedObjects.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_simulator_says_what_the_kernel_says(string name)
    {
        Needs.Kernel();
        Assert.SkipWhen(ObjectVerdicts.Kernel is null, $"no profile is of {RunningKernel.Version}");
        Assert.All(ObjectVerdicts.Of(EmbeddedObjects.Read(name)), program =>
        {
            Assert.True(program.Agree, program.ToString());
            if (program.Simulated is not null && RunningKernel.Version >= (name == nameof(Probes.Loops) ? s_sameInLoops : s_samePruning))
                Assert.Equal(program.Processed, program.Simulated.ProcessedInstructions);
        });
    }
}
