using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Tests.Kernel;

namespace Bpf.Verifier.Tests;

/// <summary>What a rejection says besides the kernel's sentence: diagnostics are written from it.</summary>
public class RejectionTests
{
    [Fact]
    public void A_packet_access_names_register_offset_size_and_path()
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(ProgramType.Xdp, """
            r2 = *(u32 *)(r1 + 0)
            r3 = *(u32 *)(r1 + 4)
            r4 = r2
            r4 += 14
            if r4 > r3 goto out
            r0 = *(u32 *)(r2 + 26)
        out:
            r0 = 2
            exit
        """));
        Rejection rejection = result.Rejection!;
        Assert.Equal(RejectionReason.PacketBounds, rejection.Reason);
        Assert.Equal((5, 2, 26L, 4), (rejection.InstructionOffset, rejection.Register, rejection.AccessOffset, rejection.AccessSize));
        Assert.Equal("invalid access to packet, off=26 size=4, R2(id=0,off=26,r=14)", rejection.KernelDetail);
        Assert.Equal("R2=pkt(r=14)", rejection.Known);
        Assert.Equal([new BranchTaken(4, false)], rejection.Path);
    }

    [Fact]
    public void A_leak_names_the_call_that_acquired()
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(ProgramType.Tracepoint, """
            r1 = map[ring]
            r2 = 16
            r3 = 0
            call bpf_ringbuf_reserve
            if r0 == 0 goto out
        out:
            r0 = 0
            exit
        """));
        Assert.Equal(RejectionReason.UnreleasedReference, result.Rejection!.Reason);
        Assert.Equal(4, result.Rejection.OriginInstruction);
        Assert.StartsWith("Unreleased reference id=", result.Rejection.KernelDetail);
    }

    [Fact]
    public void A_possibly_null_value_names_the_lookup_it_came_from()
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(ProgramType.SocketFilter, """
            *(u64 *)(r10 - 8) = 7
            r2 = r10
            r2 += -8
            r1 = map[hash]
            call bpf_map_lookup_elem
            r0 = *(u64 *)(r0 + 0)
            exit
        """));
        Assert.Equal("R0 invalid mem access 'map_value_or_null'", result.Rejection!.KernelMessage);
        Assert.Equal(5, result.Rejection.OriginInstruction);
        Assert.Equal(6, result.Rejection.InstructionOffset);
    }

    [Fact]
    public void A_config_value_is_any_value_of_its_range()
    {
        const string Text = """
            r1 = map[idx:0][0]+0
            r2 = *(u32 *)(r1 + 0)
            r1 = map[idx:1][0]+0
            r1 += r2
            r0 = *(u8 *)(r1 + 0)
            exit
        """;
        VerificationResult Verify(long max) => Verifier.Verify(
            new()
            {
                Name = "config",
                ProgramType = ProgramType.SocketFilter,
                License = "GPL",
                Instructions = Core.Isa.Assembler.Assemble(Text),
                Maps =
                [
                    new() { Name = ".rodata", Type = MapType.Array, KeySize = 4, ValueSize = 4, MaxEntries = 1, Flags = 128, Frozen = true, InitialValue = [0, 0, 0, 0] },
                    new() { Name = "one", Type = MapType.Array, KeySize = 4, ValueSize = 64, MaxEntries = 1 },
                ],
            },
            Kernels.KernelProfiles.Find("6.18")!,
            new() { ConfigRanges = [new(".rodata", 0, 4, IsSigned: false, 0, max)] });

        Assert.Equal(Verdict.Accept, Verify(63).Verdict);
        Assert.Equal(Verdict.Reject, Verify(64).Verdict);
    }

    [Fact]
    public void What_is_not_modeled_is_unknown_with_its_name()
    {
        VerificationResult result = Oracle.Simulate(Oracle.Request(ProgramType.Ext, "r0 = 0\nexit"));
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Equal("ext programs (not loadable on 6.18)", result.UnknownFeature);
    }
}
