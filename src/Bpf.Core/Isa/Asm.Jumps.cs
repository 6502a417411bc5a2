using Bpf.Core.Kernel;

namespace Bpf.Core.Isa;

// Jumps, calls and exit. Distances count slots from the next instruction.
public static partial class Asm
{
    /// <summary>64-bit <c>if dst op imm goto +offset</c>, the immediate sign-extended.</summary>
    /// <param name="code">The comparison.</param>
    /// <param name="dst">First operand.</param>
    /// <param name="imm">Second operand.</param>
    /// <param name="offset">Distance.</param>
    public static Instruction JmpImm(JumpCode code, byte dst, int imm, short offset) =>
        new((byte)((int)code | (int)InstructionClass.Jmp), dst, 0, offset, imm);

    /// <summary>64-bit <c>if dst op src goto +offset</c>.</summary>
    /// <param name="code">The comparison.</param>
    /// <param name="dst">First operand.</param>
    /// <param name="src">Second operand.</param>
    /// <param name="offset">Distance.</param>
    public static Instruction JmpReg(JumpCode code, byte dst, byte src, short offset) =>
        new((byte)((int)code | (int)SourceOperand.X | (int)InstructionClass.Jmp), dst, src, offset);

    /// <summary>32-bit <c>if dst op imm goto +offset</c> (v3).</summary>
    /// <param name="code">The comparison.</param>
    /// <param name="dst">First operand.</param>
    /// <param name="imm">Second operand.</param>
    /// <param name="offset">Distance.</param>
    public static Instruction Jmp32Imm(JumpCode code, byte dst, int imm, short offset) =>
        new((byte)((int)code | (int)InstructionClass.Jmp32), dst, 0, offset, imm);

    /// <summary>32-bit <c>if dst op src goto +offset</c> (v3).</summary>
    /// <param name="code">The comparison.</param>
    /// <param name="dst">First operand.</param>
    /// <param name="src">Second operand.</param>
    /// <param name="offset">Distance.</param>
    public static Instruction Jmp32Reg(JumpCode code, byte dst, byte src, short offset) =>
        new((byte)((int)code | (int)SourceOperand.X | (int)InstructionClass.Jmp32), dst, src, offset);

    /// <summary><c>goto +offset</c>.</summary>
    /// <param name="offset">Distance.</param>
    public static Instruction Ja(short offset) => new(Opcode.JmpJa, Offset: offset);

    /// <summary><c>gotol +imm</c> (v4).</summary>
    /// <param name="imm">Distance.</param>
    public static Instruction Gotol(int imm) => new(Opcode.Jmp32Ja, Imm: imm);

    /// <summary><c>may_goto +offset</c> (kernel 6.9).</summary>
    /// <param name="offset">Distance.</param>
    public static Instruction MayGoto(short offset) => new(Opcode.JmpJCond, Offset: offset);

    /// <summary>Calls a helper with r1 to r5.</summary>
    /// <param name="helper">The helper.</param>
    public static Instruction Call(HelperId helper) => new(Opcode.JmpCall, Imm: (int)helper);

    /// <summary>Calls a subprogram.</summary>
    /// <param name="imm">Distance.</param>
    public static Instruction CallLocal(int imm) => new(Opcode.JmpCall, Src: (byte)CallKind.Local, Imm: imm);

    /// <summary>Calls a kernel function.</summary>
    /// <param name="btfId">The BTF id of the FUNC, in the kernel's or module's BTF.</param>
    /// <param name="module">Index in the load request's <c>fd_array</c> of the module's BTF; 0 for the kernel's.</param>
    public static Instruction CallKfunc(int btfId, short module = 0) =>
        new(Opcode.JmpCall, Src: (byte)CallKind.Kfunc, Offset: module, Imm: btfId);

    /// <summary><c>exit</c>: returns r0.</summary>
    public static Instruction Exit() => new(Opcode.JmpExit);
}
