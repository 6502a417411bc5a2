using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Acceptance.Tests.Support;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Runtime.Tests.Support;
using Bpf.Verifier;

namespace Bpf.Acceptance.Tests;

/// <summary>The examples' programs: the simulator says what the running kernel says, and takes the same steps.</summary>
public sealed partial class VerdictTests
{
    public static TheoryData<string> Names => ExampleObject.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_simulator_accepts_in_as_many_steps_as_the_kernel(string name)
    {
        Requires.Kernel();
        Version version = Environment.OSVersion.Version;
        KernelProfile? profile = KernelProfiles.Find($"{version.Major}.{version.Minor}");
        Assert.SkipWhen(profile is null, $"there is no profile of the running kernel ({version})");
        using ExampleObject example = new(name);
        byte[] image = File.ReadAllBytes(example.File);

        Dictionary<string, int> kernel = [];
        using BpfObject loaded = BpfObject.Load(image, new() { Log = (program, log) => kernel[program] = Processed(log) });

        LinkedObject linked = Linker.Link(ElfReader.Read(image), profile);
        Assert.All(linked.Programs, request =>
        {
            VerificationResult ours = Verifier.Verifier.Verify(request, profile);
            Assert.Equal((Verdict.Accept, kernel[request.Name]), (ours.Verdict, ours.ProcessedInstructions));
        });
    }

    private static int Processed(string log) => int.Parse(ProcessedPattern().Match(log).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"processed (\d+) insns")]
    private static partial Regex ProcessedPattern();
}
