using System;

namespace Bpf.Core.Isa;

/// <summary>Checks instructions for what can be said without knowing any state: existing opcodes, reserved fields, register numbers.</summary>
/// <remarks>Messages are the kernel's, as its verifier writes them for such an instruction.</remarks>
public static class InstructionValidator
{
    /// <summary>Checks the instruction that starts in a slot.</summary>
    /// <param name="program">The program.</param>
    /// <param name="slot">The first slot of an instruction.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ReadOnlySpan<Instruction> program, int slot)
    {
        Instruction instruction = program[slot];
        OpcodeInfo? row = Opcodes.Find(instruction);
        if (row is null)
            return Unknown(instruction);

        if (instruction.IsWide)
        {
            if (slot + 1 >= program.Length || program[slot + 1] is not { Opcode: 0, Dst: 0, Src: 0, Offset: 0 })
                return "invalid bpf_ld_imm64 insn";
        }

        return CheckFields(row, instruction);
    }

    /// <summary>Checks every instruction of a program, and that jumps and local calls stay inside of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="slot">The slot of the first wrong instruction.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? CheckAll(ReadOnlySpan<Instruction> program, out int slot)
    {
        for (slot = 0; slot < program.Length; slot += program[slot].Slots)
        {
            if (Check(program, slot) is { } message)
                return message;
            Instruction instruction = program[slot];
            if (!instruction.IsJump && !instruction.IsLocalCall)
                continue;
            long target = slot + 1L + instruction.JumpDistance;
            if (target < 0 || target >= program.Length)
                return $"jump out of range from insn {slot} to {target}";
        }

        return null;
    }

    private static string Unknown(in Instruction instruction)
    {
        ReadOnlySpan<OpcodeInfo> rows = Opcodes.WithOpcode(instruction.Opcode);
        if (rows.IsEmpty)
            return $"unknown opcode {instruction.Opcode:x2}";
        return instruction switch
        {
            { IsAtomic: true } when Opcodes.Find(instruction with { Opcode = Opcode.StxAtomicDW }) is not null =>
                "invalid atomic operand size",
            { IsAtomic: true } => $"BPF_ATOMIC uses invalid atomic opcode {instruction.Imm:x2}",
            { IsWide: true } => "unrecognized bpf_ld_imm64 insn",
            _ => Reserved(rows[0], instruction),
        };
    }

    private static string Reserved(OpcodeInfo row, in Instruction instruction) => row.Mnemonic == Mnemonic.MayGoto
        ? $"invalid may_goto imm {instruction.Imm}"
        : row.ReservedMessage;

    private static string? CheckFields(OpcodeInfo row, in Instruction instruction)
    {
        if (!row.Offset.Contains(instruction.Offset) || (row.Src == FieldRange.Zero && instruction.Src != 0))
            return Reserved(row, instruction);
        if (row.Dst == FieldRange.Zero && instruction.Dst != 0)
            return Reserved(row, instruction);
        if (!row.Imm.Contains(instruction.Imm))
        {
            return row.Mnemonic switch
            {
                Mnemonic.Lsh or Mnemonic.Rsh or Mnemonic.Arsh when row.Form == OperandForm.DstImm =>
                    $"invalid shift {instruction.Imm}",
                _ => Reserved(row, instruction),
            };
        }

        if (row.Mnemonic == Mnemonic.AddrSpaceCast && instruction.Imm is not (1 or 1 << 16))
            return "addr_space_cast insn can only convert between address space 1 and 0";
        if (instruction.Imm == 0 && row.Form == OperandForm.DstImm
            && row.Mnemonic is Mnemonic.Div or Mnemonic.SDiv or Mnemonic.Mod or Mnemonic.SMod)
            return "div by zero";
        return CheckRegister(row.Dst, instruction.Dst) ?? CheckRegister(row.Src, instruction.Src);
    }

    private static string? CheckRegister(FieldRange range, byte register)
    {
        if (range.Contains(register))
            return null;
        return register == Register.R10 ? "frame pointer is read only" : $"R{register} is invalid";
    }
}
