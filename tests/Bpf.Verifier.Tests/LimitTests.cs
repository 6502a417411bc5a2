using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAnswers;
using Bpf.Kernels;

namespace Bpf.Verifier.Tests;

/// <summary>The simulator takes the most of everything and not one more, as <c>eng/kernels/facts</c> finds of every kernel.</summary>
public class LimitTests
{
    private static readonly Dictionary<string, Func<KernelProfile, (int Most, Func<int, ImmutableArray<Instruction>> Program)>> s_limits = new()
    {
        ["bytes of stack"] = static _ => (KernelLimits.Stack, LimitPrograms.Stack),
        ["functions"] = static _ => (KernelLimits.Functions, LimitPrograms.Functions),
        ["frames"] = static kernel => (KernelLimits.CallFrames(kernel.Version), LimitPrograms.Chain),
        ["instructions"] = static _ => (KernelLimits.Instructions, LimitPrograms.Straight),
        ["instructions processed"] = static _ => (KernelLimits.Instructions, LimitPrograms.Processed),
        ["pending branches"] = static _ => (KernelLimits.PendingBranches, LimitPrograms.Branches),
        ["maps"] = static _ => (KernelLimits.Maps, LimitPrograms.Maps),
    };

    public static TheoryData<string> Limits => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Limits))]
    public void The_most_is_accepted_and_one_more_is_not(string limit)
    {
        foreach (KernelProfile kernel in KernelProfiles.All)
        {
            (int most, Func<int, ImmutableArray<Instruction>> program) = s_limits[limit](kernel);
            VerificationResult result = Verifier.Verify(Request(program(most)), kernel);
            Assert.True(result.Verdict == Verdict.Accept, $"{most} {limit} on {kernel.Alias}: {result.Verdict} {result.Rejection?.KernelMessage}");
            Assert.Equal(Verdict.Reject, Verifier.Verify(Request(program(most + 1)), kernel).Verdict);
        }
    }

    private static LoadRequest Request(ImmutableArray<Instruction> program) => new()
    {
        Name = "limit",
        ProgramType = ProgramType.SocketFilter,
        License = "GPL",
        Instructions = program,
        Maps = [.. Enumerable.Range(0, KernelLimits.Maps + 1).Select(static i => new MapSpec { Name = $"map{i}", Type = MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 1 })],
    };
}
