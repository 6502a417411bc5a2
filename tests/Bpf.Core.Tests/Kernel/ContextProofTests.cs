using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.KernelAsking;
using static Bpf.Core.Isa.Register;

namespace Bpf.Tests.Kernel;

/// <summary>Every aligned and many unaligned accesses to every context, each asked of the running kernel.</summary>
public class ContextProofTests
{
    public static TheoryData<ProgramType, AttachType> Programs => new()
    {
        { ProgramType.SocketFilter, 0 }, { ProgramType.Kprobe, 0 }, { ProgramType.SchedCls, 0 }, { ProgramType.SchedAct, 0 },
        { ProgramType.Tracepoint, 0 }, { ProgramType.Xdp, 0 }, { ProgramType.Xdp, AttachType.XdpDevmap }, { ProgramType.PerfEvent, 0 },
        { ProgramType.CgroupSkb, AttachType.CgroupInetIngress }, { ProgramType.CgroupSock, AttachType.CgroupInetSockCreate },
        { ProgramType.CgroupSock, AttachType.CgroupInet4PostBind }, { ProgramType.CgroupSock, AttachType.CgroupInet6PostBind },
        { ProgramType.LwtIn, 0 }, { ProgramType.LwtOut, 0 }, { ProgramType.LwtXmit, 0 }, { ProgramType.LwtSeg6local, 0 },
        { ProgramType.SockOps, AttachType.CgroupSockOps }, { ProgramType.SkSkb, 0 }, { ProgramType.CgroupDevice, AttachType.CgroupDevice },
        { ProgramType.SkMsg, AttachType.SkMsgVerdict }, { ProgramType.RawTracepoint, 0 }, { ProgramType.RawTracepointWritable, 0 },
        { ProgramType.CgroupSockAddr, AttachType.CgroupInet4Connect }, { ProgramType.CgroupSockAddr, AttachType.CgroupInet6Connect },
        { ProgramType.CgroupSockAddr, AttachType.CgroupUdp4Sendmsg }, { ProgramType.CgroupSockAddr, AttachType.CgroupUdp6Sendmsg },
        { ProgramType.CgroupSockAddr, AttachType.CgroupUnixConnect },
        { ProgramType.SkReuseport, AttachType.SkReuseportSelect }, { ProgramType.FlowDissector, AttachType.FlowDissector },
        { ProgramType.CgroupSysctl, AttachType.CgroupSysctl }, { ProgramType.CgroupSockopt, AttachType.CgroupGetsockopt },
        { ProgramType.CgroupSockopt, AttachType.CgroupSetsockopt }, { ProgramType.SkLookup, AttachType.SkLookup },
        { ProgramType.Netfilter, AttachType.Netfilter }, { ProgramType.Syscall, 0 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_kernel_allows_the_accesses_that_the_layout_allows(ProgramType program, AttachType attach)
    {
        ContextLayout layout = Ask(program);
        List<string> failures = [];
        foreach (int offset in Offsets(layout.Size))
        {
            foreach ((Size size, int bytes) in new[] { (Size.B, 1), (Size.H, 2), (Size.W, 4), (Size.DW, 8) })
            {
                // Unaligned accesses are refused alike everywhere: a few will do. Negative offsets of tracepoints: see the layout.
                if ((offset % bytes != 0 && offset > 16) || (offset < 0 && program == ProgramType.Tracepoint))
                    continue;
                foreach (bool write in new[] { false, true })
                {
                    Instruction access = write
                        ? Asm.StxMem(size, R1, R0, (short)offset)
                        : Asm.LdxMem(size, R2, R1, (short)offset);
                    bool allowed = layout.Find(offset, bytes, write, attach, Environment.OSVersion.Version) is not null;
                    if (Loads(program, attach, [Asm.Mov64Imm(R0, 1), access, Asm.Exit()]) != allowed)
                        failures.Add($"{(write ? "store" : "load")} of {bytes} at {offset}: {(allowed ? "refused" : "allowed")}");
                }
            }
        }

        Assert.Empty(failures);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_kernel_sees_in_a_field_what_the_layout_yields(ProgramType program, AttachType attach)
    {
        ContextLayout layout = Ask(program);
        foreach (ContextField field in layout.Fields)
        {
            int offset = field.Offset, bytes = Math.Min(field.Size, 8);
            if (layout.Find(offset, bytes, write: false, attach, Environment.OSVersion.Version) != field)
                continue;
            Size size = bytes switch { 1 => Size.B, 2 => Size.H, 4 => Size.W, _ => Size.DW };
            // Numbers may be multiplied; the verifier refuses that of pointers.
            Instruction[] code = [Asm.LdxMem(size, R2, R1, (short)offset), Asm.Alu64Imm(AluCode.Mul, R2, 3), Asm.Mov64Imm(R0, 1), Asm.Exit()];
            Assert.True(field.Yields == ContextYield.Scalar == Loads(program, attach, code), $"{field.Name} yields {field.Yields}");
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_kernel_allows_the_return_values_that_the_row_allows(ProgramType program, AttachType attach)
    {
        Ask(program);
        ReturnRange? range = ProgramTypes.Find(program)!.ReturnsFor(attach);
        foreach (int value in new[] { int.MinValue, -1, 0, 1, 2, 3, 4, int.MaxValue })
        {
            bool allowed = range is not { } within || (value >= within.Min && value <= within.Max);
            Assert.True(allowed == Loads(program, attach, [Asm.Mov64Imm(R0, value), Asm.Exit()]), $"return {value}");
        }
    }

    private static ContextLayout Ask(ProgramType program)
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        ProgramTypeInfo row = ProgramTypes.Find(program)!;
        if (Environment.OSVersion.Version < row.Since)
            Assert.Skip($"the running kernel is older than {row.Since}");
        return row.Context!;
    }

    // All offsets of small contexts; of large ones both ends.
    private static IEnumerable<int> Offsets(int size) =>
        Enumerable.Range(-8, size + 24).Where(offset => offset is < 260 || offset > size - 12).Where(offset => offset <= short.MaxValue);

    private static bool Loads(ProgramType program, AttachType attach, Instruction[] code) =>
        RawBpf.Load(
            new()
            {
                Name = "context",
                ProgramType = program,
                ExpectedAttachType = attach,
                License = "GPL",
                Flags = program == ProgramType.Syscall ? 1u << 4 : 0,
                Instructions = [.. code],
            },
            []).Result == 0;
}
