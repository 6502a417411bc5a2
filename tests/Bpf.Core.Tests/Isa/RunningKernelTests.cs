using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.Core.Tests.Isa;

/// <summary>Our listings and complaints against those of the kernel the tests run on, for every row of the table.</summary>
public class RunningKernelTests
{
    // Pseudo sources name descriptors and functions, which a lone instruction has none of; what stands behind an exit is unreachable.
    private static readonly Mnemonic[] s_needMore =
    [
        Mnemonic.Exit,
        Mnemonic.LdMapFd, Mnemonic.LdMapValue, Mnemonic.LdBtfId, Mnemonic.LdFunc, Mnemonic.LdMapIdx, Mnemonic.LdMapIdxValue,
        Mnemonic.CallLocal, Mnemonic.CallKfunc,
    ];

    [Fact]
    public void The_kernels_log_lists_instructions_as_we_do()
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        List<string> ours = [], theirs = [];
        foreach (OpcodeInfo row in Opcodes.All.Where(row => !s_needMore.Contains(row.Mnemonic)))
        {
            Instruction[] sample = Sample(row);
            string log = Load(sample);
            string? line = log.Split('\n').LastOrDefault(line => line.StartsWith($"{FirstSlot}: (", StringComparison.Ordinal));
            if (line is null)
            {
                // An instruction of a later kernel: its log must say just that.
                Assert.Matches($"unknown opcode {sample[0].Opcode:x2}|BPF_ATOMIC uses invalid|reserved fields|BPF_LD_\\[", log);
                continue;
            }

            theirs.Add(line.Split(';')[0].Trim());
            ours.Add($"{FirstSlot}: ({sample[0].Opcode:x2}) {Disassembler.Disassemble(sample, 0, ListingOptions.Kernel)}");
        }

        Assert.Equal(string.Join('\n', theirs), string.Join('\n', ours));
        Assert.True(ours.Count > Opcodes.All.Length * 3 / 4, $"only {ours.Count} of {Opcodes.All.Length} rows were listed");
    }

    [Fact]
    public void The_kernel_refuses_malformed_instructions_in_our_words()
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        List<string> ours = [], theirs = [];
        foreach (OpcodeInfo row in Opcodes.All.Where(row => !s_needMore.Contains(row.Mnemonic)))
        {
            Instruction[] sample = Sample(row);
            foreach (Instruction damaged in Damage(sample[0]))
            {
                Instruction[] program = [damaged, .. sample[1..]];
                if (InstructionValidator.Check(program, 0) is not { } message)
                    continue;
                Rejection? rejection = VerifierLogParser.Parse(Load(program));
                if (rejection?.KernelMessage is { } said
                    && (said == $"unknown opcode {row.Opcode:x2}" || said.EndsWith("an associated arena", StringComparison.Ordinal)))
                    continue; // an instruction of a later kernel, or a check of the program that comes before those of registers
                string name = $"{row.Mnemonic} {Disassembler.Disassemble(damaged)}: ";
                ours.Add(name + message);
                theirs.Add(name + (rejection?.KernelMessage ?? "accepted"));
            }
        }

        Assert.Equal(string.Join('\n', theirs), string.Join('\n', ours));
    }

    private const int FirstSlot = 10;

    // Jumps go to the next instruction: what they jump over would be unreachable.
    private static Instruction[] Sample(OpcodeInfo row)
    {
        Instruction[] sample = InstructionSamples.Of(row).Last();
        return row.Form is OperandForm.Jump or OperandForm.JumpLong ? [sample[0] with { Offset = 0, Imm = 0 }] : sample;
    }

    private static IEnumerable<Instruction> Damage(Instruction instruction)
    {
        yield return instruction with { Dst = 10 };
        yield return instruction with { Dst = 11 };
        yield return instruction with { Src = 7 };
        yield return instruction with { Src = 11 };
        if (!instruction.IsUnconditionalJump)
            yield return instruction with { Offset = 3 };
        yield return instruction with { Imm = 0 };
        if (instruction.Opcode == Opcode.Jmp32Ja)
            yield break;
        yield return instruction with { Imm = 77 };
        yield return instruction with { Imm = -1 };
    }

    // All registers are set before the sample, r6 to the context; behind it is room for short jumps, and an error: the log of what is accepted is not kept.
    private static string Load(Instruction[] sample)
    {
        Instruction[] program =
        [
            Asm.Mov64Reg(Register.R6, Register.R1),
            .. Enumerable.Range(0, FirstSlot).Where(register => register != Register.R6)
                .Select(register => Asm.Mov64Imm((byte)register, register)),
            .. sample,
            Asm.Mov64Imm(Register.R0, 0), Asm.Mov64Imm(Register.R0, 0), Asm.Mov64Imm(Register.R0, 0), Asm.Mov64Imm(Register.R0, 0),
            Asm.Mov64Imm(Register.R0, 0), Asm.Mov64Imm(Register.R0, 0), Asm.Mov64Imm(Register.R10, 0),
            Asm.Exit(),
        ];
        LoadRequest request = new()
        {
            Name = "listing",
            ProgramType = ProgramType.SocketFilter,
            License = "GPL",
            Instructions = [.. program],
        };
        return RawBpf.Load(request, []).Log;
    }
}
