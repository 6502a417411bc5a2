using Bpf.Runtime.Tests.Support;
using Bpf.Tests;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>What clang made of the C programs here: the simulated verifier says what the running kernel says.</summary>
public sealed class VerdictTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Programs"), "*.bpf.c").Select(path => Path.GetFileName(path)[..^".bpf.c".Length]).Order()];

    [Theory, MemberData(nameof(Names))]
    public void The_simulator_says_what_the_kernel_says(string name)
    {
        Requires.Kernel();
        Assert.Empty(ObjectVerdicts.Differences(ClangObject.Compile(name)));
    }
}
