using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Verifier.Tests.Kernel;

namespace Bpf.Verifier.Tests;

/// <summary>Where 7.2 differs from 6.18. Its verdicts were given by a booted kernel, or are what its selftests say of programs like these.</summary>
public class NewerKernelTests
{
    private const uint Sleepable = 1 << 4; // BPF_F_SLEEPABLE
    private const string Number = "r9 = r1\ncall bpf_ktime_get_ns\n";
    private const string Done = "\nout:\nr0 = 0\nexit\nbad:\nr0 = *(u64 *)(r0 + 0)\nexit";

    /// <summary>A program, and what 6.18 and 7.2 say to it.</summary>
    public static TheoryData<string, Verdict, Verdict> Programs => new()
    {
        // Quotients and remainders of known divisors.
        { Number + "r0 &= 8\nr0 |= 1\nr0 /= 3\nif r0 > 3 goto bad" + Done, Verdict.Reject, Verdict.Accept },
        { Number + "r0 &= 7\nr0 %= 5\nif r0 > 4 goto bad" + Done, Verdict.Reject, Verdict.Accept },
        // A remainder of either sign is known by the divisor alone.
        { Number + "if r0 s< -1 goto out\nif r0 s> 10 goto out\nr0 s%= 5\nif r0 s< -1 goto bad" + Done, Verdict.Reject, Verdict.Reject },
        // A signed and an unsigned range that overlap twice: one is kept.
        { Number + "if r0 s> 5 goto out\nif r0 < 3 goto out\nif r0 < 3 goto bad" + Done, Verdict.Accept, Verdict.Reject },
        // A register compared with itself.
        { Number + "if r0 != r0 goto bad" + Done, Verdict.Reject, Verdict.Accept },
        // A low half that the whole cannot have outside of a part of its range.
        { Number + "r1 = 0x100000008 ll\nif r0 < r1 goto out\nr1 = 0x300000001 ll\nif r0 > r1 goto out\nif w0 < 2 goto out\nif w0 > 5 goto out\nr1 = 0x200000002 ll\nif r0 < r1 goto bad" + Done, Verdict.Reject, Verdict.Accept },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Ranges_are_those_of_the_kernel_named(string text, Verdict before, Verdict since)
    {
        foreach ((string kernel, Verdict verdict) in new[] { ("6.18", before), ("7.2", since) })
        {
            VerificationResult result = Verifier.Verify(Oracle.Request(ProgramType.SocketFilter, text), KernelProfiles.Find(kernel)!);
            Assert.True(result.Verdict == verdict, $"{kernel}: {result.Verdict} {result.Rejection?.KernelMessage}{result.UnknownFeature}");
        }
    }

    [Theory]
    [InlineData("object", AttachType.TraceFentry, "bpf_fentry_test1", false, Verdict.Reject)]
    [InlineData("object", AttachType.TraceFexit, "bpf_fentry_test1", false, Verdict.Reject)]
    [InlineData("object", AttachType.TraceFentry, "__x64_sys_getpgid", true, Verdict.Accept)]
    [InlineData("object", AttachType.TraceIter, "bpf_iter_task", false, Verdict.Accept)]
    [InlineData("locked", AttachType.TraceFentry, "bpf_fentry_test1", false, Verdict.Accept)]
    public void Programs_that_run_in_any_context_drop_no_nodes_of_lists_and_trees(string type, AttachType attach, string target, bool sleepable, Verdict expected)
    {
        int id = BtfTypes.Read(TypedPrograms.Request(ProgramType.Tracing, "exit").Btf).Find(type, BtfKind.Struct);
        LoadRequest request = TypedPrograms.Request(
            ProgramType.Tracing,
            $"r1 = {id}\nr2 = 0\ncall bpf_obj_new_impl\nif r0 == 0 goto none\nr1 = r0\nr2 = 0\ncall bpf_obj_drop_impl\nnone:\nr0 = 0\nexit");
        BtfTypes assembled = KernelProfiles.Find("6.18")!.Btf!, types = KernelProfiles.Find("7.2")!.Btf!;
        VerificationResult result = Oracle.Simulate(
            request with
            {
                ExpectedAttachType = attach,
                AttachBtfId = types.Find(target, BtfKind.Func),
                Flags = sleepable ? Sleepable : 0,
                Instructions = [.. request.Instructions.Select(insn => insn.IsKfuncCall ? insn with { Imm = types.Find(assembled[insn.Imm].Name, BtfKind.Func) } : insn)],
            },
            "7.2");
        Assert.Equal(expected, result.Verdict);
    }

    [Theory]
    [InlineData("6.18", "the call stack of 8 frames is too deep !")]
    [InlineData("7.2", "recursive call from f() to f()")]
    public void Recursion_is_refused_as_the_kernel_words_it(string kernel, string message)
    {
        VerificationResult result = Oracle.Simulate(
            TypedPrograms.Request(ProgramType.SchedCls, "r1 = 0\ncall f\nexit\nf:\nr1 += 1\nr0 = r1\nif r1 < 4 goto again\nexit\nagain:\ncall f\nexit", new("main"), new("f", "i")), kernel);
        Assert.Equal(message, result.Rejection?.KernelMessage);
    }
}
