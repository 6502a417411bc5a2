using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Small programs of each kind: verdict, message and processed count are the running kernel's.</summary>
public class ProgramTests
{
    private const string Lookup = """
        *(u64 *)(r10 - 8) = 7
        r2 = r10
        r2 += -8
        r1 = map[hash]
        call bpf_map_lookup_elem

        """;

    private const string Reserve = """
        r1 = map[ring]
        r2 = 16
        r3 = 0
        call bpf_ringbuf_reserve

        """;

    private const string Packet = """
        r2 = *(u32 *)(r1 + 0)
        r3 = *(u32 *)(r1 + 4)

        """;

    public static TheoryData<ProgramType, RejectionReason, string> Programs => new()
    {
        { ProgramType.SocketFilter, Accepted, "r0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.UninitializedRegister, "exit" },
        // What random programs have found.
        { ProgramType.SocketFilter, Accepted, "r2 = map[one][0]+0\nr8 = *(u64 *)(r2 + 0)\n*(u8 *)(r10 - 16) = 255\nr8 &= 8\nr1 = r10\nr1 += -10\nr1 += r8\n*(u8 *)(r1 + 0) = r8\nr0 = *(u8 *)(r10 - 9)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.UninitializedRegister, "r0 = r2\n.insn 0x18, 1, 0, 4, 0\n.insn 0, 0, 0, 0, 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.UninitializedRegister, ".insn 0x15, 9, 1, 0, 0\nr0 = 0\nexit" },
        // The low half says nothing of what stands above it.
        { ProgramType.SocketFilter, RejectionReason.InvalidInstruction, "call bpf_get_prandom_u32\nr1 = r0\nw1 += 1\nif r1 > 10 goto out\nr0 >>= 32\nif r0 == 0 goto out\nr0 /= 0\nout:\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.ControlFlow, "r0 = 0\ngoto +1\nr0 = 1\nexit" },
        { ProgramType.SocketFilter, RejectionReason.ControlFlow, "r0 = 0" },
        { ProgramType.SocketFilter, RejectionReason.ControlFlow, "r0 = 0\ngoto +5\nexit" },
        { ProgramType.SocketFilter, RejectionReason.InvalidInstruction, "r10 = 1\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.InvalidInstruction, "r0 = 1\nr0 <<= 64\nexit" },
        { ProgramType.SocketFilter, RejectionReason.InvalidInstruction, "r0 = 1\nr0 /= 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.TooComplex, "r0 = 0\nl:\ngoto l" },
        { ProgramType.Xdp, Accepted, Packet + "r4 = r2\nr4 += 14\nif r4 > r3 goto out\nr0 = *(u16 *)(r2 + 12)\nout:\nr0 = 2\nexit" },
        { ProgramType.Xdp, RejectionReason.PacketBounds, Packet + "r4 = r2\nr4 += 14\nif r4 > r3 goto out\nr0 = *(u32 *)(r2 + 12)\nout:\nr0 = 2\nexit" },
        { ProgramType.Xdp, RejectionReason.PacketBounds, Packet + "r0 = *(u8 *)(r2 + 0)\nexit" },
        { ProgramType.Xdp, Accepted, Packet + "r4 = r2\nr4 += 14\nif r3 >= r4 goto in\nr0 = 1\nexit\nin:\nr0 = *(u8 *)(r2 + 13)\nexit" },
        { ProgramType.Xdp, Accepted, Packet + "r4 = r2\nr4 += 14\nif r4 <= r3 goto in\nr0 = 1\nexit\nin:\nr0 = *(u8 *)(r2 + 13)\nexit" },
        { ProgramType.Xdp, RejectionReason.PacketBounds, Packet + "r4 = r2\nr4 += 14\nif r4 < r3 goto in\nr0 = *(u8 *)(r2 + 0)\nexit\nin:\nr0 = 0\nexit" },
        { ProgramType.Xdp, RejectionReason.ContextAccess, "r0 = *(u64 *)(r1 + 0)\nexit" },
        { ProgramType.Xdp, RejectionReason.ContextAccess, "*(u32 *)(r1 + 16) = 1\nr0 = 0\nexit" },
        { ProgramType.Xdp, Accepted, "r0 = *(u32 *)(r1 + 12)\nexit" },
        { ProgramType.Tracepoint, Accepted, "r0 = *(u64 *)(r1 + 16)\nr0 = 0\nexit" },
        { ProgramType.Tracepoint, RejectionReason.ContextAccess, "r0 = *(u64 *)(r1 + 0)\nr0 = 0\nexit" },
        { ProgramType.RawTracepoint, Accepted, "r0 = *(u64 *)(r1 + 8)\nexit" },
        { ProgramType.SocketFilter, Accepted, Lookup + "if r0 == 0 goto out\nr0 = *(u64 *)(r0 + 8)\nexit\nout:\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.PossiblyNull, Lookup + "r0 = *(u64 *)(r0 + 8)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.MemoryBounds, Lookup + "if r0 == 0 goto out\nr0 = *(u64 *)(r0 + 9)\nexit\nout:\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.PossiblyNull, Lookup + "r0 += 8\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.HelperArgument, "r1 = map[hash]\nr2 = 5\ncall bpf_map_lookup_elem\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.StackAccess, "r1 = map[ring]\nr2 = r10\nr2 += -8\n*(u64 *)(r10 - 8) = 0\ncall bpf_map_lookup_elem\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.HelperArgument, "r1 = 0\ncall bpf_probe_read_user\nexit" },
        { ProgramType.SocketFilter, RejectionReason.HelperUnavailable, "call 9999\nexit" },
        { ProgramType.Tracepoint, Accepted, Reserve + "if r0 == 0 goto out\n*(u64 *)(r0 + 8) = 1\nr1 = r0\nr2 = 0\ncall bpf_ringbuf_submit\nout:\nr0 = 0\nexit" },
        { ProgramType.Tracepoint, RejectionReason.UnreleasedReference, Reserve + "r0 = 0\nexit" },
        { ProgramType.Tracepoint, RejectionReason.UnreleasedReference, Reserve + "if r0 == 0 goto out\n*(u64 *)(r0 + 8) = 1\nout:\nr0 = 0\nexit" },
        { ProgramType.Tracepoint, RejectionReason.MemoryBounds, Reserve + "if r0 == 0 goto out\n*(u64 *)(r0 + 16) = 1\nout:\nr0 = 0\nexit" },
        { ProgramType.Tracepoint, RejectionReason.HelperArgument, Reserve + "if r0 == 0 goto out\nr1 = r0\nr6 = r0\nr2 = 0\ncall bpf_ringbuf_submit\nr1 = r6\nr2 = 0\ncall bpf_ringbuf_submit\nout:\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, Accepted, "*(u32 *)(r10 - 8) = 3\nr2 = r10\nr2 += -8\nr1 = map[array]\ncall bpf_map_lookup_elem\nr0 = *(u32 *)(r0 + 0)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.PossiblyNull, "*(u32 *)(r10 - 8) = 4\nr2 = r10\nr2 += -8\nr1 = map[array]\ncall bpf_map_lookup_elem\nr0 = *(u32 *)(r0 + 0)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.PointerArithmetic, "r1 *= 2\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, Accepted, "r6 = 0\nl:\nr6 += 1\nif r6 < 100 goto l\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, RejectionReason.TooComplex, "call bpf_get_prandom_u32\nr6 = r0\nl:\nr6 += -1\nif r6 s> 10 goto l\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, Accepted, "r1 = 1\ncall f\nexit\nf:\nr0 = r1\nexit" },
        { ProgramType.SocketFilter, RejectionReason.StackAccess, "r0 = *(u64 *)(r10 - 520)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.StackAccess, "*(u32 *)(r10 - 6) = 0\nr0 = 0\nexit" },
        { ProgramType.SocketFilter, Accepted, "call bpf_get_prandom_u32\nr1 = map[one][0]+0\nr0 &= 63\nr1 += r0\nr0 = *(u8 *)(r1 + 0)\nexit" },
        { ProgramType.SocketFilter, RejectionReason.MemoryBounds, "call bpf_get_prandom_u32\nr1 = map[one][0]+0\nr0 &= 127\nr1 += r0\nr0 = *(u8 *)(r1 + 0)\nexit" },
    };

    private const RejectionReason Accepted = (RejectionReason)(-1);

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_verdict_is_the_kernels(ProgramType type, RejectionReason reason, string text)
    {
        VerificationResult result = Oracle.AssertSame(Oracle.Request(type, text));
        Assert.Equal(reason, result.Rejection?.Reason ?? Accepted);
    }
}
