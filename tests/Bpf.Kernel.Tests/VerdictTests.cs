using Bpf.Kernel.Tests.Support;
using Bpf.Tests;

namespace Bpf.Kernel.Tests;

/// <summary>
/// The programs here and in the examples: the simulator says what the running kernel says and, for kernels whose pruning it models
/// (docs/verifier-coverage.md), takes the same steps.
/// </summary>
public sealed class VerdictTests
{
    // Of loops by iterators, callbacks and may_goto, the pruning of 6.18 alone is modeled: on 7.2 LongCalled takes 950 steps, here 523.
    private static readonly Version s_samePruning = new(6, 12), s_sameInLoops = new(6, 18), s_otherInLoops = new(7, 0);

    public static TheoryData<string> Names => EmbeddedObjects.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_simulator_says_what_the_kernel_says(string name)
    {
        Needs.Kernel();
        Assert.SkipWhen(ObjectVerdicts.Kernel is null, $"no profile is of {RunningKernel.Version}");
        Assert.All(ObjectVerdicts.Of(EmbeddedObjects.Read(name)), program =>
        {
            Assert.True(program.Agree, program.ToString());
            if (program.Simulated is not null && TakesSameSteps(name))
                Assert.Equal(program.Processed, program.Simulated.ProcessedInstructions);
        });
    }

    private static bool TakesSameSteps(string name) => name == nameof(Probes.Loops)
        ? RunningKernel.Version >= s_sameInLoops && RunningKernel.Version < s_otherInLoops
        : RunningKernel.Version >= s_samePruning;
}
