using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Verifier;
using Bpf.Vm.Counterexamples;
using Bpf.Vm.Tests.Support;

namespace Bpf.Vm.Tests.Counterexamples;

/// <summary>Runs that show why the simulated verifier refuses a program. That each faults is the search's own promise; here is which it finds.</summary>
public sealed class CounterexampleTests
{
    private static readonly MapSpec Hash = new() { Name = "counts", Type = MapType.Hash, KeySize = 4, ValueSize = 8, MaxEntries = 8 };
    private static readonly MapSpec Ring = new() { Name = "events", Type = MapType.Ringbuf, MaxEntries = 4096 };

    [Fact]
    public void A_packet_as_short_as_can_be_goes_past_its_end() => Shows(
        "a run with a packet of 0 bytes shows it: 1-byte read at offset 0 of the packet (0 bytes)",
        ProgramType.Xdp,
        """
        r2 = *(u32 *)(r1 + 0)
        r0 = *(u8 *)(r2 + 0)
        exit
        """);

    [Fact]
    public void A_packet_is_made_to_pass_each_check_on_the_way() => Shows(
        "a run with a packet of 34 bytes (08 00 05 at 12, 06 at 23) shows it: 2-byte read at offset 36 of the packet (34 bytes)",
        ProgramType.Xdp,
        """
        r0 = 2
        r3 = *(u32 *)(r1 + 4)
        r2 = *(u32 *)(r1 + 0)
        r1 = r2
        r1 += 34
        if r1 > r3 goto +14
        r4 = *(u8 *)(r2 + 12)
        r5 = *(u8 *)(r2 + 13)
        r5 <<= 8
        r4 |= r5
        if r4 != 8 goto +9
        r4 = *(u8 *)(r2 + 23)
        if r4 != 6 goto +7
        r4 = *(u8 *)(r2 + 14)
        r4 &= 15
        if r4 < 5 goto +4
        r4 <<= 2
        r2 += 14
        r2 += r4
        r0 = *(u16 *)(r2 + 2)
        exit
        """);

    [Fact]
    public void Byte_order_is_undone() => Shows(
        "a run with a packet of 14 bytes (12 34 at 0) shows it: 8-byte read at a null pointer",
        ProgramType.Xdp,
        """
        r0 = 2
        r3 = *(u32 *)(r1 + 4)
        r2 = *(u32 *)(r1 + 0)
        r1 = r2
        r1 += 2
        if r1 > r3 goto +10
        r4 = *(u16 *)(r2 + 0)
        r4 = be16 r4
        if r4 != 0x1234 goto +7
        *(u32 *)(r10 - 4) = r4
        r2 = r10
        r2 += -4
        r1 = map[idx:0]
        call 1
        r0 = *(u64 *)(r0 + 0)
        exit
        """,
        Hash);

    [Fact]
    public void An_index_is_as_large_as_its_checks_allow() => Shows(
        "a run with a packet of 14 bytes, rx_queue_index = 20, an element of 'counts' with key 05 00 00 00 shows it: "
            + "1-byte write at offset 20 of a value of map 'counts' (8 bytes)",
        ProgramType.Xdp,
        """
        r6 = r1
        r1 = 5
        *(u32 *)(r10 - 4) = r1
        r2 = r10
        r2 += -4
        r1 = map[idx:0]
        call 1
        if r0 == 0 goto +5
        r1 = *(u32 *)(r6 + 16)
        if r1 > 20 goto +3
        r0 += r1
        r1 = 1
        *(u8 *)(r0 + 0) = r1
        r0 = 2
        exit
        """,
        Hash);

    [Fact]
    public void A_way_out_without_a_release_is_gone() => Shows(
        "a run with a packet of 14 bytes, ingress_ifindex = 7 shows it: it ended with a ring buffer record neither submitted nor discarded",
        ProgramType.Xdp,
        """
        r6 = r1
        r1 = map[idx:0]
        r2 = 8
        r3 = 0
        call 131
        if r0 == 0 goto +6
        r2 = *(u32 *)(r6 + 12)
        if r2 == 7 goto +4
        r1 = r0
        r2 = 0
        call 132
        r0 = 2
        r0 = 2
        exit
        """,
        Ring);

    [Fact]
    public void A_context_of_bytes_is_shown_by_its_bytes() => Shows(
        "a run with 2a at 24 of the context shows it: 8-byte read at a null pointer",
        ProgramType.Tracepoint,
        """
        r6 = r1
        r1 = 0
        *(u32 *)(r10 - 4) = r1
        r2 = r10
        r2 += -4
        r1 = map[idx:0]
        call 1
        r1 = *(u64 *)(r6 + 24)
        if r1 != 42 goto +1
        r0 = *(u64 *)(r0 + 0)
        r0 = 0
        exit
        """,
        Hash);

    [Fact]
    public void Calls_are_followed_and_returned_from() => Shows(
        "a run with a packet of 14 bytes, rx_queue_index = 3 shows it: 8-byte read at a null pointer",
        ProgramType.Xdp,
        """
        r6 = r1
        call pc+10
        if r0 != 3 goto +7
        *(u32 *)(r10 - 4) = r0
        r2 = r10
        r2 += -4
        r1 = map[idx:0]
        call 1
        r0 = *(u64 *)(r0 + 0)
        r0 = 2
        exit
        r0 = 0
        r0 = *(u32 *)(r1 + 16)
        exit
        """,
        Hash);

    [Fact]
    public void A_reservation_fails_where_there_is_no_room() => Shows(
        "a run with a packet of 14 bytes, full ring buffers shows it: 8-byte write at a null pointer",
        ProgramType.Xdp,
        """
        r1 = map[idx:0]
        r2 = 8
        r3 = 0
        call 131
        r1 = 1
        *(u64 *)(r0 + 0) = r1
        r1 = r0
        r2 = 0
        call 132
        r0 = 2
        exit
        """,
        Ring);

    [Fact]
    public void A_result_out_of_range_is_shown() => Shows(
        "a run with a packet of 14 bytes, mark = 255 shows it: it returns 7",
        ProgramType.CgroupSkb,
        """
        r0 = *(u32 *)(r1 + 8)
        r0 &= 7
        exit
        """);

    [Fact]
    public void A_loop_without_end_is_shown() => Shows(
        "a run with a packet of 14 bytes, rx_queue_index = 7 shows it: it goes on for more than a million instructions",
        ProgramType.Xdp,
        """
        r0 = *(u32 *)(r1 + 16)
        if r0 != 7 goto +2
        r0 = 1
        goto -2
        r0 = 2
        exit
        """);

    [Fact]
    public void What_the_path_does_not_tell_is_guessed()
    {
        // The path is not known, nor is what the helper gives followed.
        LoadRequest request = Programs.Request(Assembler.Assemble("""
            r6 = r1
            call 14
            r0 <<= 32
            r0 >>= 32
            r0 ^= 0x2a
            r7 = r0
            r7 <<= 3
            r7 -= r0
            if r7 != 0 goto +5
            r2 = *(u32 *)(r6 + 0)
            r0 = *(u8 *)(r2 + 0)
            r0 = 2
            exit
            r0 = 2
            r0 = 2
            exit
            """), ProgramType.Xdp);
        Counterexample? found = CounterexampleSearch.Find(request, new() { Reason = RejectionReason.PacketBounds, InstructionOffset = 10, KernelMessage = "" });
        Assert.Equal("a run with a packet of 0 bytes, task id 42 shows it: 1-byte read at offset 0 of the packet (0 bytes)", found?.ToString());
    }

    [Fact]
    public void Pointers_in_a_context_are_not_made_up()
    {
        // A socket: that it is one, no run can choose.
        LoadRequest request = Programs.Request(Assembler.Assemble("""
            r1 = *(u64 *)(r1 + 168)
            if r1 == 0 goto +1
            r0 = *(u32 *)(r1 + 8)
            r0 = 0
            exit
            """), ProgramType.CgroupSkb);
        Assert.Null(CounterexampleSearch.Find(request, new() { Reason = RejectionReason.MemoryBounds, InstructionOffset = 2, KernelMessage = "", Path = [new(1, false)] }));
    }

    [Fact]
    public void What_no_run_shows_has_none()
    {
        LoadRequest request = Programs.Request(Assembler.Assemble("r0 = r2\nexit"), ProgramType.Xdp);
        VerificationResult result = Verifier.Verifier.Verify(request, KernelProfiles.Find("6.12")!);
        Assert.Null(CounterexampleSearch.Find(request, result.Rejection!));
    }

    private static void Shows(string run, ProgramType type, string code, params MapSpec[] maps)
    {
        LoadRequest request = Programs.Request(Assembler.Assemble(code), type, maps);
        VerificationResult result = Verifier.Verifier.Verify(request, KernelProfiles.Find("6.12")!);
        Assert.Equal(Verdict.Reject, result.Verdict);

        Counterexample? found = CounterexampleSearch.Find(request, result.Rejection!);

        Assert.Equal(run, found?.ToString());
    }
}
