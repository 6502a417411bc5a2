namespace Bpf.Core.Isa;

/// <summary>Makes instructions: arithmetic, moves and byte order. Names follow the kernel's macros (<c>BPF_ALU64_IMM</c>, ...).</summary>
/// <remarks>Registers are the constants of <see cref="Register"/>. Nothing is checked here; <see cref="InstructionValidator"/> does that.</remarks>
public static partial class Asm
{
    /// <summary>64-bit <c>dst op= imm</c>, the immediate sign-extended.</summary>
    /// <param name="code">The operation; not Neg, End.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">Second operand.</param>
    public static Instruction Alu64Imm(AluCode code, byte dst, int imm) =>
        new((byte)((int)code | Opcode.Alu64AddK), dst, Imm: imm);

    /// <summary>64-bit <c>dst op= src</c>.</summary>
    /// <param name="code">The operation; not Neg, End.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Second operand.</param>
    public static Instruction Alu64Reg(AluCode code, byte dst, byte src) =>
        new((byte)((int)code | Opcode.Alu64AddX), dst, src);

    /// <summary>32-bit <c>dst op= imm</c>; the upper half of dst becomes zero.</summary>
    /// <param name="code">The operation; not Neg, End.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">Second operand.</param>
    public static Instruction Alu32Imm(AluCode code, byte dst, int imm) =>
        new((byte)((int)code | Opcode.AluAddK), dst, Imm: imm);

    /// <summary>32-bit <c>dst op= src</c>; the upper half of dst becomes zero.</summary>
    /// <param name="code">The operation; not Neg, End.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Second operand.</param>
    public static Instruction Alu32Reg(AluCode code, byte dst, byte src) =>
        new((byte)((int)code | Opcode.AluAddX), dst, src);

    /// <summary>Signed division or remainder, 64-bit, by a register (v4).</summary>
    /// <param name="code">Div or Mod.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Divisor.</param>
    public static Instruction Signed64Reg(AluCode code, byte dst, byte src) => Alu64Reg(code, dst, src) with { Offset = 1 };

    /// <summary>Signed division or remainder, 64-bit, by an immediate (v4).</summary>
    /// <param name="code">Div or Mod.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">Divisor.</param>
    public static Instruction Signed64Imm(AluCode code, byte dst, int imm) => Alu64Imm(code, dst, imm) with { Offset = 1 };

    /// <summary>Signed division or remainder, 32-bit, by a register (v4).</summary>
    /// <param name="code">Div or Mod.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Divisor.</param>
    public static Instruction Signed32Reg(AluCode code, byte dst, byte src) => Alu32Reg(code, dst, src) with { Offset = 1 };

    /// <summary>Signed division or remainder, 32-bit, by an immediate (v4).</summary>
    /// <param name="code">Div or Mod.</param>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">Divisor.</param>
    public static Instruction Signed32Imm(AluCode code, byte dst, int imm) => Alu32Imm(code, dst, imm) with { Offset = 1 };

    /// <summary><c>dst = -dst</c>, 64-bit.</summary>
    /// <param name="dst">Destination.</param>
    public static Instruction Neg64(byte dst) => new(Opcode.Alu64Neg, dst);

    /// <summary><c>dst = -dst</c>, 32-bit.</summary>
    /// <param name="dst">Destination.</param>
    public static Instruction Neg32(byte dst) => new(Opcode.AluNeg, dst);

    /// <summary><c>dst = src</c>.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Source.</param>
    public static Instruction Mov64Reg(byte dst, byte src) => new(Opcode.Alu64MovX, dst, src);

    /// <summary><c>dst = imm</c>, sign-extended.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">The number.</param>
    public static Instruction Mov64Imm(byte dst, int imm) => new(Opcode.Alu64MovK, dst, Imm: imm);

    /// <summary><c>dst = (u32)src</c>.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Source.</param>
    public static Instruction Mov32Reg(byte dst, byte src) => new(Opcode.AluMovX, dst, src);

    /// <summary><c>dst = (u32)imm</c>.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="imm">The number.</param>
    public static Instruction Mov32Imm(byte dst, int imm) => new(Opcode.AluMovK, dst, Imm: imm);

    /// <summary><c>dst = (s8|s16|s32)src</c> in 64 bits (v4).</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Source.</param>
    /// <param name="bits">8, 16 or 32.</param>
    public static Instruction MovSx64(byte dst, byte src, int bits) => new(Opcode.Alu64MovX, dst, src, (short)bits);

    /// <summary><c>dst = (u32)(s8|s16)src</c> (v4).</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="src">Source.</param>
    /// <param name="bits">8 or 16.</param>
    public static Instruction MovSx32(byte dst, byte src, int bits) => new(Opcode.AluMovX, dst, src, (short)bits);

    /// <summary>From host to little-endian or back: on a little-endian host, zero extension of the low bits.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="bits">16, 32 or 64.</param>
    public static Instruction EndLe(byte dst, int bits) => new(Opcode.AluEndLe, dst, Imm: bits);

    /// <summary>From host to big-endian or back: on a little-endian host, a byte swap of the low bits, zero-extended.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="bits">16, 32 or 64.</param>
    public static Instruction EndBe(byte dst, int bits) => new(Opcode.AluEndBe, dst, Imm: bits);

    /// <summary>Byte swap of the low bits, zero-extended, on every host (v4).</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="bits">16, 32 or 64.</param>
    public static Instruction BSwap(byte dst, int bits) => new(Opcode.Alu64BSwap, dst, Imm: bits);

    /// <summary>A wide load: both slots.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="source">What the immediates mean.</param>
    /// <param name="imm">The first slot's immediate: low half, descriptor, index or id.</param>
    /// <param name="nextImm">The second slot's immediate: high half or offset in the map value.</param>
    public static (Instruction First, Instruction Second) LdImm64(byte dst, PseudoSource source, int imm, int nextImm) =>
        (new(Opcode.LdImmDW, dst, (byte)source, Imm: imm), new(0, Imm: nextImm));

    /// <summary><c>dst = value</c> as a wide load: both slots.</summary>
    /// <param name="dst">Destination.</param>
    /// <param name="value">The number.</param>
    public static (Instruction First, Instruction Second) LdImm64(byte dst, ulong value) =>
        LdImm64(dst, PseudoSource.None, (int)value, (int)(value >> 32));

    /// <summary>The value of a wide load of a number.</summary>
    /// <param name="first">Its first slot.</param>
    /// <param name="second">Its second slot.</param>
    public static ulong Imm64(in Instruction first, in Instruction second) => (uint)first.Imm | (ulong)(uint)second.Imm << 32;
}
