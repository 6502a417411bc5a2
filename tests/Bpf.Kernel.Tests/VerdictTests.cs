using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernel.Tests.Support;
using Bpf.Verifier;

namespace Bpf.Kernel.Tests;

/// <summary>
/// The programs here and in the examples: the simulator says what the running kernel says and, for kernels whose pruning it models
/// (docs/verifier-coverage.md), takes the same steps.
/// </summary>
public sealed partial class VerdictTests
{
    private static readonly Version s_samePruning = new(6, 12);

    public static TheoryData<string> Names => EmbeddedObjects.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_simulator_accepts_as_the_kernel_does(string name)
    {
        Needs.Kernel();
        KernelProfile? profile = RunningKernel.Profile;
        Assert.SkipWhen(profile is null, $"no profile is of {RunningKernel.Version}");
        byte[] image = EmbeddedObjects.Read(name);

        Dictionary<string, int> kernel = [];
        using BpfObject loaded = BpfObject.Load(image, new() { Log = (program, log) => kernel[program] = Processed(log) });

        LinkedObject linked = Linker.Link(ElfReader.Read(image), profile);
        Assert.All(linked.Programs, request =>
        {
            VerificationResult ours = Verifier.Verifier.Verify(request, profile!);
            Assert.Equal(Verdict.Accept, ours.Verdict);
            if (RunningKernel.Version >= s_samePruning)
                Assert.Equal(kernel[request.Name], ours.ProcessedInstructions);
        });
    }

    private static int Processed(string log) => int.Parse(ProcessedPattern().Match(log).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"processed (\d+) insns")]
    private static partial Regex ProcessedPattern();
}
