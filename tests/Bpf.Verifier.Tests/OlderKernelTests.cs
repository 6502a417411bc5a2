using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Verifier.Tests.Kernel;

namespace Bpf.Verifier.Tests;

/// <summary>
/// Where kernels before 6.18 differ from it. The verdicts of 5.10, 6.1 and 6.12 were given by booted kernels.
/// </summary>
public class OlderKernelTests
{
    private const string Number = "call bpf_ktime_get_ns\n";
    private const string Done = "\nr0 = 0\nexit";

    /// <summary>A program, and the first of 5.10, 6.1, 6.12 and 6.18 that accepts it.</summary>
    public static TheoryData<string, string> Programs => new()
    {
        // An equality that ranges rule out.
        { Number + "if r0 < 3 goto out\nr2 = 2\nif r0 == r2 goto bad\nout:" + Done + "\nbad:\nr0 = r1\nexit", "6.12" },
        // A narrow part of a number on the stack, and what is linked to it.
        { Number + "r0 &= 0xffff\n*(u32 *)(r10 - 8) = r0\nif r0 < 1 goto out\nr1 = *(u32 *)(r10 - 8)\nif r1 >= 1 goto out\nr0 = *(u64 *)(r9 + 0)\nout:" + Done, "6.12" },
        // A store at an unknown place over a spilled byte.
        { Number + "*(u8 *)(r10 - 16) = 255\nr0 &= 8\nr1 = r10\nr1 += -10\nr1 += r0\n*(u8 *)(r1 + 0) = r0\nr0 = *(u8 *)(r10 - 9)\nexit", "6.12" },
        // A store at an unknown place, which updates of 5.10 let pass.
        { Number + "*(u64 *)(r10 - 8) = 0\n*(u64 *)(r10 - 16) = 0\nr0 &= 8\nr1 = r10\nr1 += -16\nr1 += r0\n*(u64 *)(r1 + 0) = r0" + Done, "5.10" },
        // A loop whose last instruction is no jump.
        { "r0 = 0\nif r0 != 0 goto in\ngoto in\nagain:\nr0 += 1\nin:\nif r0 < 4 goto again\nr0 = 0\nexit", "6.12" },
        // A copy plus a number of 32 bits is known where the sum is.
        { Number + "w6 = w0\nw7 = w6\nw7 += 1\nif w7 != 5 goto out\nr1 = map[one][0]+0\nr1 += r6\nr0 = *(u8 *)(r1 + 0)\nout:" + Done, "6.18" },
        // What a helper only reads is still what it was.
        { "*(u64 *)(r10 - 8) = 0\nr1 = map[array]\nr2 = r10\nr2 += -8\ncall bpf_map_lookup_elem\nr1 = *(u64 *)(r10 - 8)\nr2 = map[one][0]+0\nr2 += r1\nr0 = *(u8 *)(r2 + 0)" + Done, "6.18" },
    };

    private const string Counts = """
        *(u64 *)(r10 - 8) = 0
        r1 = 100
        r2 = subprog[f]
        r3 = r10
        r4 = 0
        call bpf_loop
        r1 = *(u64 *)(r10 - 8)
        r2 = map[one][0]+0
        r2 += r1
        r0 = *(u8 *)(r2 + 0)
        r0 = 0
        exit
        f:
        r1 = *(u64 *)(r2 - 8)
        r1 += 1
        *(u64 *)(r2 - 8) = r1
        r0 = 0
        exit
        """;

    [Theory]
    [InlineData("6.1", Verdict.Accept)]
    [InlineData("6.12", Verdict.Reject)]
    [InlineData("6.18", Verdict.Reject)]
    [InlineData("7.2", Verdict.Reject)]
    public void A_callback_was_walked_once_before_it_was_walked_until_a_state_recurs(string kernel, Verdict verdict) =>
        Assert.Equal(verdict, Oracle.Simulate(TypedPrograms.Request(ProgramType.SchedCls, Counts, new("main"), new("f", "ip")), kernel).Verdict);

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_a_kernel_has_not_learned_yet_is_refused_for_it(string text, string first)
    {
        string[] kernels = ["5.10", "6.1", "6.12", "6.18"];
        foreach (string kernel in kernels)
        {
            bool accepted = Array.IndexOf(kernels, kernel) >= Array.IndexOf(kernels, first);
            VerificationResult result = Verifier.Verify(Oracle.Request(ProgramType.SocketFilter, text), KernelProfiles.Find(kernel)!);
            Assert.True(
                result.Verdict == (accepted ? Verdict.Accept : Verdict.Reject),
                $"{kernel}: {result.Verdict} {result.Rejection?.KernelMessage}{result.UnknownFeature}");
        }
    }
}
