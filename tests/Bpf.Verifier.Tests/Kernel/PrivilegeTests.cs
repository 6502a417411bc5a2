using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Programs of processes with fewer capabilities than root: verdict, message and processed count are the running kernel's.</summary>
public class PrivilegeTests
{
    private const Capabilities Network = Capabilities.Bpf | Capabilities.NetAdmin, Tracing = Capabilities.Bpf | Capabilities.Perfmon;
    private const string Done = "\nr0 = 0\nexit";
    private const string Value = "r6 = r1\nr0 = map[one][0]+0\n";
    private const string Number = "r7 = *(u32 *)(r6 + 0)\n";
    private const string Packet = "r6 = r1\nr2 = *(u32 *)(r1 + 76)\nr3 = *(u32 *)(r1 + 80)\n";
    private const string Lookup = "*(u64 *)(r10 - 8) = 7\nr2 = r10\nr2 += -8\nr1 = map[hash]\ncall bpf_map_lookup_elem\n";

    /// <summary>Programs that root may load.</summary>
    public static TheoryData<string> Programs =>
    [
        Done,
        // Addresses stay secret.
        Value + "*(u64 *)(r0 + 0) = r10" + Done,
        Value + "*(u32 *)(r6 + 8) = r6" + Done,
        "r0 = r1\nexit",
        "if r1 == r10 goto out\nout:" + Done,
        "if r10 == 0 goto out\nout:" + Done,
        "if r10 == 1 goto out\nout:" + Done,
        "w1 = w10" + Done,
        "r1 = -r1" + Done,
        "r2 = r10\nr2 -= r1" + Done,
        "r1 = r10\nw1 -= 1" + Done,
        "*(u64 *)(r10 - 8) = r1\n*(u8 *)(r10 - 8) = 1" + Done,
        "*(u64 *)(r10 - 8) = r1\nr0 = *(u64 *)(r10 - 8)\nr0 = *(u32 *)(r0 + 0)" + Done,
        "*(u64 *)(r10 - 8) = r1\nr1 = map[array]\nr2 = r10\nr2 += -8\ncall bpf_map_lookup_elem" + Done,
        "r1 = map[one]\nr2 = r10\nr3 = r10\nr4 = 0\ncall bpf_map_update_elem" + Done,
        "*(u64 *)(r10 - 8) = r1\nr2 = 1\nlock *(u64 *)(r10 - 8) += r2" + Done,
        Value + "lock *(u64 *)(r0 + 0) += r6" + Done,
        Value + "r1 = map[one]\nr1 = *(u32 *)(r1 + 4)" + Done,
        // What was never written stays unread.
        "r0 = *(u64 *)(r10 - 8)" + Done,
        "*(u32 *)(r10 - 8) = 1\nr0 = *(u64 *)(r10 - 8)" + Done,
        "r1 = map[array]\nr2 = r10\nr2 += -8\ncall bpf_map_lookup_elem" + Done,
        // Branches that only a wrong guess takes.
        "r0 = 1\nif r0 == 1 goto out\nr0 = *(u64 *)(r1 + 99)\nout:" + Done,
        "r0 = 1\nif r0 == 2 goto out" + Done + "\nout:\nr1 = 0\nr0 = *(u64 *)(r1 + 0)" + Done,
        Lookup + "if r0 == 0 goto out\nr1 = *(u64 *)(r0 + 0)\nif r0 == 0 goto bad\nout:" + Done + "\nbad:\nr0 = r9\nexit",
        // Offsets are masked, the same way on all paths.
        Value + Number + "r7 &= 15\nr0 += r7\nr0 = *(u8 *)(r0 + 0)" + Done,
        Value + Number + "r7 &= 15\nr7 += r0\nr0 = *(u8 *)(r7 + 0)" + Done,
        Value + Number + "r7 &= 15\nr0 += r7\nr3 = r0\nr0 = *(u8 *)(r3 + 0)" + Done,
        Value + Number + "r7 &= 63\nr0 += r7\nr0 = *(u8 *)(r0 + 0)" + Done,
        Value + Number + "r7 &= 64\nr0 += r7" + Done,
        Value + Number + "r7 &= 15\nr0 += 32\nr0 -= r7\nr0 = *(u8 *)(r0 + 0)" + Done,
        Value + Number + "r8 = 16\nr0 += r8\nif r7 == 0 goto out\nr8 = 1\nr0 += r8\nout:\nr0 = *(u8 *)(r0 + 0)" + Done,
        Value + Number + "r8 = 16\nif r7 == 0 goto on\nr8 = 8\non:\nr0 += r8\nr0 = *(u8 *)(r0 + 0)" + Done,
        Value + Number + "r8 = 16\nif r7 == 0 goto on\nr0 = 5\non:\nr0 += r8" + Done,
        Value + "r0 += 64" + Done,
        Value + "r8 = 65\nr0 += r8" + Done,
        Value + Number + "r7 s>>= 1\nr0 += r7" + Done,
        "r2 = *(u32 *)(r1 + 0)\nr2 &= 7\nr3 = r10\nr3 += -8\nr3 += r2" + Done,
        "r3 = r10\nr3 += -513" + Done,
        "r2 = -8\nr3 = r10\nr3 += r2\n*(u64 *)(r3 + 0) = 0" + Done,
        Packet + "r4 = r2\nr4 += 14\nif r4 > r3 goto out\nr0 = *(u16 *)(r2 + 12)\nout:" + Done,
        Packet + "r4 = *(u32 *)(r6 + 0)\nr4 &= 7\nr2 += r4\nr4 = r2\nr4 += 1\nif r4 > r3 goto out\nr0 = *(u8 *)(r2 + 0)\nout:" + Done,
        Packet + "r3 -= r2\nr0 = r3\nexit",
        // Helpers that tell.
        "call bpf_get_current_task" + Done,
        "*(u64 *)(r10 - 8) = 0\nr1 = r10\nr1 += -8\nr2 = 8\nr3 = 0\ncall bpf_probe_read_kernel" + Done,
        "call bpf_jiffies64" + Done,
        "r1 = map[ring]\nr2 = 16\nr3 = 0\ncall bpf_ringbuf_reserve\nif r0 == 0 goto out\nr6 = r0\nr1 = r0\nr2 = 0\ncall bpf_ringbuf_submit\nr0 = r6\nexit\nout:" + Done,
        "call f" + Done + "\nf:\nr0 = 1\nexit",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Less_is_allowed_without_perfmon(string text) => Oracle.AssertSame(Oracle.Request(ProgramType.SchedCls, text), Network);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Root_is_not_missed_with_all_three(string text)
    {
        LoadRequest request = Oracle.Request(ProgramType.SchedCls, text);
        VerificationResult all = Oracle.AssertSame(request, Network | Tracing), root = Oracle.Simulate(request);
        Assert.Equal((root.Verdict, root.ProcessedInstructions), (all.Verdict, all.ProcessedInstructions));
    }

    [Theory]
    [InlineData(ProgramType.SchedCls, Capabilities.Bpf)]
    [InlineData(ProgramType.SchedCls, Tracing)]
    [InlineData(ProgramType.Kprobe, Network)]
    [InlineData(ProgramType.Kprobe, Tracing)]
    [InlineData(ProgramType.SkReuseport, Capabilities.Bpf)]
    [InlineData(ProgramType.Syscall, Network)]
    [InlineData(ProgramType.CgroupSkb, Capabilities.Bpf)]
    public void Program_types_ask_for_capabilities(ProgramType type, Capabilities capabilities) =>
        Oracle.AssertSame(Oracle.Request(type, Done, type == ProgramType.Syscall ? 1u << 4 : 0), capabilities);

    /// <summary>What 6.18 answered to a process without capabilities: its last line, or nothing where it accepted.</summary>
    public static TheoryData<ProgramType, string, string?> Unprivileged => new()
    {
        { ProgramType.SocketFilter, Done, null },
        { ProgramType.CgroupSkb, Done, null },
        { ProgramType.SchedCls, Done, "" },
        { ProgramType.SocketFilter, "r7 = 0\nagain:\nr7 += 1\nif r7 < 10 goto again" + Done, "back-edge from insn 2 to 1" },
        { ProgramType.SocketFilter, "call f" + Done + "\nf:\nr0 = 1\nexit", "loading/calling other bpf or kernel functions are allowed for CAP_BPF and CAP_SYS_ADMIN" },
        { ProgramType.SocketFilter, "call bpf_jiffies64" + Done, "program of this type cannot use helper bpf_jiffies64#118" },
        { ProgramType.CgroupSkb, "r0 = *(u32 *)(r1 + 76)" + Done, "invalid bpf_context access off=76 size=4" },
        { ProgramType.SocketFilter, Lookup + "if r0 == 0 goto out\nr0 = *(u64 *)(r0 + 0)\nout:" + Done, null },
        { ProgramType.SocketFilter, Value + "*(u64 *)(r0 + 0) = r10" + Done, "R10 leaks addr into map" },
        { ProgramType.SocketFilter, "r2 = 5\n*(u64 *)(r10 - 8) = r2\nr2 = *(u64 *)(r10 - 8)\nr0 = map[one][0]+0\nr0 += r2" + Done,
            "math between map_value pointer and register with unbounded min value is not allowed" },
    };

    [Theory]
    [MemberData(nameof(Unprivileged))]
    public void Without_capabilities_little_is_left(ProgramType type, string text, string? reason)
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(type, text), capabilities: Capabilities.None);
        Assert.Equal(reason, result.Rejection?.KernelMessage);
        Assert.Equal(reason is null ? Verdict.Accept : Verdict.Reject, result.Verdict);
    }

    [Fact]
    public void A_refusal_for_want_of_capabilities_has_a_rule_of_its_own()
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(ProgramType.SchedCls, "r0 = r1\nexit"), capabilities: Network);
        Assert.Equal(RejectionReason.Privilege, result.Rejection!.Reason);
        Assert.Equal(Rules.RejectedPrivilege, Rules.ForRejection(result.Rejection.Reason));
    }
}
