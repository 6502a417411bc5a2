using Bpf.Core.Kernel;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Random programs near the frontier between accepted and refused: the running kernel decides.</summary>
public class RandomProgramTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Verdict_message_and_count_are_the_kernels(int seed)
    {
        Oracle.SkipUnlessComparable();
        RandomPrograms programs = new(new Random(seed));
        for (int i = 0; i < 60; i++)
        {
            Oracle.AssertSame(Oracle.Request(ProgramType.SocketFilter, programs.Next()));
        }
    }
}
