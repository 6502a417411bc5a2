using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Bpf.Core.Isa;

/// <summary>Writes instructions as llvm-objdump or the kernel's log does. Whatever is no instruction becomes <c>.insn</c>.</summary>
/// <remarks>
/// <see cref="Assembler"/> gives the same slots back. Where llvm-objdump drops something (the pseudo source of a wide load, the kind of a
/// call), bpftool's notation is used: <c>r1 = map[idx:0]</c>, <c>call pc+3</c>.
/// </remarks>
public static class Disassembler
{
    private static readonly Dictionary<OpcodeInfo, ListingTemplate> Llvm = Index(ListingSyntax.Llvm);
    private static readonly Dictionary<OpcodeInfo, ListingTemplate> Kernel = Index(ListingSyntax.Kernel);

    /// <summary>Writes the instruction that starts in a slot.</summary>
    /// <param name="program">The program.</param>
    /// <param name="slot">Where.</param>
    /// <param name="options">How; null for llvm-objdump's way.</param>
    /// <returns>One line without number, bytes or line end.</returns>
    public static string Disassemble(ReadOnlySpan<Instruction> program, int slot, ListingOptions? options = null)
    {
        Instruction instruction = program[slot];
        int next = slot + 1 < program.Length ? program[slot + 1].Imm : 0;
        if (Opcodes.Find(instruction) is not { } row || !IsWritable(row, program, slot))
            return Raw(instruction);

        options ??= ListingOptions.Llvm;
        StringBuilder line = new();
        foreach (ListingTemplate.Part part in (options.Syntax == ListingSyntax.Kernel ? Kernel : Llvm)[row].Parts)
            Append(line, part, instruction, next, options);

        return line.ToString();
    }

    /// <summary>Writes one instruction that is not wide.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="options">How; null for llvm-objdump's way.</param>
    public static string Disassemble(in Instruction instruction, ListingOptions? options = null) =>
        Disassemble([instruction], 0, options);

    /// <summary>Writes a program, a line an instruction: <c>slot: listing</c>, with the opcode as <c>(07)</c> in the kernel's syntax.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">How; null for llvm-objdump's way.</param>
    public static string DisassembleAll(ReadOnlySpan<Instruction> program, ListingOptions? options = null)
    {
        StringBuilder text = new();
        int slots;
        for (int slot = 0; slot < program.Length; slot += slots)
        {
            string line = Disassemble(program, slot, options);
            slots = program[slot].IsWide && line[0] != '.' ? 2 : 1;
            text.Append(slot.ToString(CultureInfo.InvariantCulture)).Append(": ");
            if (options?.Syntax == ListingSyntax.Kernel && line[0] != '.')
                text.Append('(').Append(program[slot].Opcode.ToString("x2", CultureInfo.InvariantCulture)).Append(") ");
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    // A listing has no place for reserved fields: a slot where one is set is written raw, so that nothing is lost.
    private static bool IsWritable(OpcodeInfo row, ReadOnlySpan<Instruction> program, int slot)
    {
        Instruction instruction = program[slot];
        if (instruction.IsWide && (slot + 1 >= program.Length || program[slot + 1] is not { Opcode: 0, Dst: 0, Src: 0, Offset: 0 }))
            return false;
        if (row.Mnemonic is Mnemonic.LdMapFd or Mnemonic.LdMapIdx or Mnemonic.LdFunc && program[slot + 1].Imm != 0)
            return false;
        return (row.Dst != FieldRange.Zero || instruction.Dst == 0)
            && (row.Src != FieldRange.Zero || instruction.Src == 0)
            && row.Offset.Contains(instruction.Offset)
            && (row.Imm != FieldRange.Zero || instruction.Imm == 0);
    }

    private static void Append(
        StringBuilder line, ListingTemplate.Part part, in Instruction instruction, int next, ListingOptions options)
    {
        bool kernel = options.Syntax == ListingSyntax.Kernel;
        string pc = kernel ? "pc" : "";
        line.Append(part.Hole switch
        {
            ListingHole.Dst => "r" + Number(instruction.Dst),
            ListingHole.DstW => "w" + Number(instruction.Dst),
            ListingHole.Src => "r" + Number(instruction.Src),
            ListingHole.SrcW => "w" + Number(instruction.Src),
            ListingHole.DstMemory => Memory(instruction.Dst, instruction.Offset, kernel),
            ListingHole.SrcMemory => Memory(instruction.Src, instruction.Offset, kernel),
            ListingHole.Imm => Number(instruction.Imm),
            ListingHole.ImmHex => kernel ? Hex((uint)instruction.Imm) : Number(instruction.Imm),
            ListingHole.ImmHigh => Number((int)((uint)instruction.Imm >> 16)),
            ListingHole.ImmLow => Number(instruction.Imm & 0xffff),
            ListingHole.Imm64 => Imm64(instruction.Imm, next, kernel),
            ListingHole.NextImm => Number(next),
            ListingHole.Map => options.MapName?.Invoke(instruction.Imm) ?? "idx:" + Number(instruction.Imm),
            ListingHole.Jump => pc + Signed(instruction.Offset),
            ListingHole.LongJump => pc + Signed(instruction.Imm),
            ListingHole.LocalCall => "pc" + Signed(instruction.Imm),
            ListingHole.Helper => kernel
                ? (HelperNames.Of(instruction.Imm) ?? "unknown") + "#" + Number(instruction.Imm)
                : Number(instruction.Imm),
            ListingHole.Kfunc => Kfunc(instruction, options),
            _ => part.Text,
        });
    }

    private static string Kfunc(in Instruction instruction, ListingOptions options)
    {
        string name = options.KfuncName?.Invoke(instruction.Imm) ?? "kfunc";
        string module = instruction.Offset == 0 ? "" : "@" + Number((ushort)instruction.Offset);
        return name + "#" + Number(instruction.Imm) + module;
    }

    private static string Memory(byte register, short offset, bool kernel)
    {
        string distance = Number(Math.Abs((int)offset));
        return "r" + Number(register) + (offset < 0 ? " -" : " +") + (kernel ? "" : " ") + distance;
    }

    private static string Imm64(int low, int high, bool kernel)
    {
        ulong value = (uint)low | (ulong)(uint)high << 32;
        return kernel ? Hex(value) : ((long)value).ToString(CultureInfo.InvariantCulture);
    }

    private static string Raw(in Instruction instruction) =>
        $".insn {Hex(instruction.Opcode)}, {Number(instruction.Dst)}, {Number(instruction.Src)}, "
        + $"{Number(instruction.Offset)}, {Number(instruction.Imm)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Signed(int value) => (value < 0 ? "" : "+") + Number(value);

    private static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    private static Dictionary<OpcodeInfo, ListingTemplate> Index(ListingSyntax syntax)
    {
        Dictionary<OpcodeInfo, ListingTemplate> templates = [];
        foreach (OpcodeInfo row in Opcodes.All)
            templates.Add(row, ListingTemplate.Of(row, syntax));

        return templates;
    }
}
