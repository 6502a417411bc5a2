using System;
using Bpf.Compiler.Ir;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>Opcode bytes put together from their fields, and the machine's names for IR operations.</summary>
internal static class Opcodes
{
    public static byte Alu(bool is64, AluCode code, SourceOperand source) =>
        (byte)((byte)(is64 ? InstructionClass.Alu64 : InstructionClass.Alu) | (byte)code | (byte)source);

    public static byte Jump(bool is64, JumpCode code, SourceOperand source) =>
        (byte)((byte)(is64 ? InstructionClass.Jmp : InstructionClass.Jmp32) | (byte)code | (byte)source);

    public static byte Memory(InstructionClass memoryClass, Mode mode, int width) =>
        (byte)((byte)memoryClass | (byte)mode | (byte)SizeOf(width));

    public static Size SizeOf(int width) => width switch
    {
        1 => Size.B,
        2 => Size.H,
        4 => Size.W,
        8 => Size.DW,
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };

    public static AluCode CodeOf(IrOp op) => op switch
    {
        IrOp.Add => AluCode.Add,
        IrOp.Sub => AluCode.Sub,
        IrOp.Mul => AluCode.Mul,
        IrOp.DivU or IrOp.DivS => AluCode.Div,
        IrOp.ModU or IrOp.ModS => AluCode.Mod,
        IrOp.And => AluCode.And,
        IrOp.Or => AluCode.Or,
        IrOp.Xor => AluCode.Xor,
        IrOp.Shl => AluCode.Lsh,
        IrOp.ShrU => AluCode.Rsh,
        IrOp.ShrS => AluCode.Arsh,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    public static JumpCode JumpOf(IrOp op) => op switch
    {
        IrOp.Eq => JumpCode.JEq,
        IrOp.Ne => JumpCode.JNe,
        IrOp.LtU => JumpCode.JLt,
        IrOp.LeU => JumpCode.JLe,
        IrOp.LtS => JumpCode.JSLt,
        IrOp.LeS => JumpCode.JSLe,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    /// <summary>The jump taken exactly where the other is not.</summary>
    public static JumpCode Negate(JumpCode code) => code switch
    {
        JumpCode.JEq => JumpCode.JNe,
        JumpCode.JNe => JumpCode.JEq,
        JumpCode.JLt => JumpCode.JGe,
        JumpCode.JGe => JumpCode.JLt,
        JumpCode.JLe => JumpCode.JGt,
        JumpCode.JGt => JumpCode.JLe,
        JumpCode.JSLt => JumpCode.JSGe,
        JumpCode.JSGe => JumpCode.JSLt,
        JumpCode.JSLe => JumpCode.JSGt,
        JumpCode.JSGt => JumpCode.JSLe,
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    /// <summary>The jump that means the same with the operands exchanged.</summary>
    public static JumpCode Swap(JumpCode code) => code switch
    {
        JumpCode.JLt => JumpCode.JGt,
        JumpCode.JGt => JumpCode.JLt,
        JumpCode.JLe => JumpCode.JGe,
        JumpCode.JGe => JumpCode.JLe,
        JumpCode.JSLt => JumpCode.JSGt,
        JumpCode.JSGt => JumpCode.JSLt,
        JumpCode.JSLe => JumpCode.JSGe,
        JumpCode.JSGe => JumpCode.JSLe,
        _ => code,
    };

    public static AtomicCode AtomicOf(AtomicOp op, bool fetch) => op switch
    {
        AtomicOp.Add => fetch ? AtomicCode.FetchAdd : AtomicCode.Add,
        AtomicOp.Or => fetch ? AtomicCode.FetchOr : AtomicCode.Or,
        AtomicOp.And => fetch ? AtomicCode.FetchAnd : AtomicCode.And,
        AtomicOp.Xor => fetch ? AtomicCode.FetchXor : AtomicCode.Xor,
        AtomicOp.Xchg => AtomicCode.Xchg,
        _ => AtomicCode.CmpXchg,
    };
}
