namespace Bpf.Core.Isa;

// Loads, stores and atomic operations.
public static partial class Asm
{
    /// <summary><c>dst = *(uN *)(src + offset)</c>, zero-extended.</summary>
    /// <param name="size">How much.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Base address.</param>
    /// <param name="offset">Bytes from there.</param>
    public static Instruction LdxMem(Size size, byte dst, byte src, short offset) =>
        new((byte)((int)size | (int)Mode.Mem | (int)InstructionClass.Ldx), dst, src, offset);

    /// <summary><c>dst = *(sN *)(src + offset)</c>, sign-extended (v4).</summary>
    /// <param name="size">How much; not DW.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Base address.</param>
    /// <param name="offset">Bytes from there.</param>
    public static Instruction LdxMemSx(Size size, byte dst, byte src, short offset) =>
        new((byte)((int)size | (int)Mode.MemSx | (int)InstructionClass.Ldx), dst, src, offset);

    /// <summary><c>*(uN *)(dst + offset) = imm</c>; for DW the immediate is sign-extended.</summary>
    /// <param name="size">How much.</param>
    /// <param name="dst">Base address.</param>
    /// <param name="offset">Bytes from there.</param>
    /// <param name="imm">The number.</param>
    public static Instruction StMem(Size size, byte dst, short offset, int imm) =>
        new((byte)((int)size | (int)Mode.Mem | (int)InstructionClass.St), dst, 0, offset, imm);

    /// <summary><c>*(uN *)(dst + offset) = src</c>.</summary>
    /// <param name="size">How much.</param>
    /// <param name="dst">Base address.</param>
    /// <param name="src">The value.</param>
    /// <param name="offset">Bytes from the base.</param>
    public static Instruction StxMem(Size size, byte dst, byte src, short offset) =>
        new((byte)((int)size | (int)Mode.Mem | (int)InstructionClass.Stx), dst, src, offset);

    /// <summary>An atomic operation on <c>*(uN *)(dst + offset)</c> with src; operations that fetch write src, CmpXchg uses r0.</summary>
    /// <param name="size">W or DW.</param>
    /// <param name="code">The operation.</param>
    /// <param name="dst">Base address.</param>
    /// <param name="src">The operand.</param>
    /// <param name="offset">Bytes from the base.</param>
    public static Instruction Atomic(Size size, AtomicCode code, byte dst, byte src, short offset) =>
        new((byte)((int)size | (int)Mode.Atomic | (int)InstructionClass.Stx), dst, src, offset, (int)code);

    /// <summary><c>dst = load_acquire(src + offset)</c> (kernel 6.15).</summary>
    /// <param name="size">How much.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Base address.</param>
    /// <param name="offset">Bytes from there.</param>
    public static Instruction LoadAcquire(Size size, byte dst, byte src, short offset) =>
        Atomic(size, AtomicCode.LoadAcquire, dst, src, offset);

    /// <summary><c>store_release(dst + offset, src)</c> (kernel 6.15).</summary>
    /// <param name="size">How much.</param>
    /// <param name="dst">Base address.</param>
    /// <param name="src">The value.</param>
    /// <param name="offset">Bytes from the base.</param>
    public static Instruction StoreRelease(Size size, byte dst, byte src, short offset) =>
        Atomic(size, AtomicCode.StoreRelease, dst, src, offset);
}
