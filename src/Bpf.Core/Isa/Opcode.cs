namespace Bpf.Core.Isa;

/// <summary>Every opcode byte that eBPF has, as constants for <c>switch</c>: class, operation, and K (immediate) or X (register).</summary>
/// <remarks>Where several instructions share a byte, another field tells them apart: see the rows of <c>Opcodes</c>.</remarks>
public static class Opcode
{
    /// <summary>32-bit <c>dst += imm</c>.</summary>
    public const byte AluAddK = 0x04;

    /// <summary>32-bit <c>dst += src</c>.</summary>
    public const byte AluAddX = 0x0c;

    /// <summary>32-bit <c>dst -= imm</c>.</summary>
    public const byte AluSubK = 0x14;

    /// <summary>32-bit <c>dst -= src</c>.</summary>
    public const byte AluSubX = 0x1c;

    /// <summary>32-bit <c>dst *= imm</c>.</summary>
    public const byte AluMulK = 0x24;

    /// <summary>32-bit <c>dst *= src</c>.</summary>
    public const byte AluMulX = 0x2c;

    /// <summary>32-bit <c>dst /= imm</c>; signed where the offset is 1.</summary>
    public const byte AluDivK = 0x34;

    /// <summary>32-bit <c>dst /= src</c>; signed where the offset is 1.</summary>
    public const byte AluDivX = 0x3c;

    /// <summary>32-bit <c>dst |= imm</c>.</summary>
    public const byte AluOrK = 0x44;

    /// <summary>32-bit <c>dst |= src</c>.</summary>
    public const byte AluOrX = 0x4c;

    /// <summary>32-bit <c>dst &amp;= imm</c>.</summary>
    public const byte AluAndK = 0x54;

    /// <summary>32-bit <c>dst &amp;= src</c>.</summary>
    public const byte AluAndX = 0x5c;

    /// <summary>32-bit <c>dst &lt;&lt;= imm</c>.</summary>
    public const byte AluLshK = 0x64;

    /// <summary>32-bit <c>dst &lt;&lt;= src</c>.</summary>
    public const byte AluLshX = 0x6c;

    /// <summary>32-bit <c>dst &gt;&gt;= imm</c>.</summary>
    public const byte AluRshK = 0x74;

    /// <summary>32-bit <c>dst &gt;&gt;= src</c>.</summary>
    public const byte AluRshX = 0x7c;

    /// <summary>32-bit <c>dst %= imm</c>; signed where the offset is 1.</summary>
    public const byte AluModK = 0x94;

    /// <summary>32-bit <c>dst %= src</c>; signed where the offset is 1.</summary>
    public const byte AluModX = 0x9c;

    /// <summary>32-bit <c>dst ^= imm</c>.</summary>
    public const byte AluXorK = 0xa4;

    /// <summary>32-bit <c>dst ^= src</c>.</summary>
    public const byte AluXorX = 0xac;

    /// <summary>32-bit <c>dst = imm</c>.</summary>
    public const byte AluMovK = 0xb4;

    /// <summary>32-bit <c>dst = src</c>; sign-extended from the number of bits in the offset where that is not 0.</summary>
    public const byte AluMovX = 0xbc;

    /// <summary>32-bit <c>dst s&gt;&gt;= imm</c>.</summary>
    public const byte AluArshK = 0xc4;

    /// <summary>32-bit <c>dst s&gt;&gt;= src</c>.</summary>
    public const byte AluArshX = 0xcc;

    /// <summary>32-bit <c>dst = -dst</c>.</summary>
    public const byte AluNeg = 0x84;

    /// <summary><c>dst = le16/32/64 dst</c>, the width in the immediate.</summary>
    public const byte AluEndLe = 0xd4;

    /// <summary><c>dst = be16/32/64 dst</c>, the width in the immediate.</summary>
    public const byte AluEndBe = 0xdc;

    /// <summary>64-bit <c>dst += imm</c>.</summary>
    public const byte Alu64AddK = 0x07;

    /// <summary>64-bit <c>dst += src</c>.</summary>
    public const byte Alu64AddX = 0x0f;

    /// <summary>64-bit <c>dst -= imm</c>.</summary>
    public const byte Alu64SubK = 0x17;

    /// <summary>64-bit <c>dst -= src</c>.</summary>
    public const byte Alu64SubX = 0x1f;

    /// <summary>64-bit <c>dst *= imm</c>.</summary>
    public const byte Alu64MulK = 0x27;

    /// <summary>64-bit <c>dst *= src</c>.</summary>
    public const byte Alu64MulX = 0x2f;

    /// <summary>64-bit <c>dst /= imm</c>; signed where the offset is 1.</summary>
    public const byte Alu64DivK = 0x37;

    /// <summary>64-bit <c>dst /= src</c>; signed where the offset is 1.</summary>
    public const byte Alu64DivX = 0x3f;

    /// <summary>64-bit <c>dst |= imm</c>.</summary>
    public const byte Alu64OrK = 0x47;

    /// <summary>64-bit <c>dst |= src</c>.</summary>
    public const byte Alu64OrX = 0x4f;

    /// <summary>64-bit <c>dst &amp;= imm</c>.</summary>
    public const byte Alu64AndK = 0x57;

    /// <summary>64-bit <c>dst &amp;= src</c>.</summary>
    public const byte Alu64AndX = 0x5f;

    /// <summary>64-bit <c>dst &lt;&lt;= imm</c>.</summary>
    public const byte Alu64LshK = 0x67;

    /// <summary>64-bit <c>dst &lt;&lt;= src</c>.</summary>
    public const byte Alu64LshX = 0x6f;

    /// <summary>64-bit <c>dst &gt;&gt;= imm</c>.</summary>
    public const byte Alu64RshK = 0x77;

    /// <summary>64-bit <c>dst &gt;&gt;= src</c>.</summary>
    public const byte Alu64RshX = 0x7f;

    /// <summary>64-bit <c>dst %= imm</c>; signed where the offset is 1.</summary>
    public const byte Alu64ModK = 0x97;

    /// <summary>64-bit <c>dst %= src</c>; signed where the offset is 1.</summary>
    public const byte Alu64ModX = 0x9f;

    /// <summary>64-bit <c>dst ^= imm</c>.</summary>
    public const byte Alu64XorK = 0xa7;

    /// <summary>64-bit <c>dst ^= src</c>.</summary>
    public const byte Alu64XorX = 0xaf;

    /// <summary>64-bit <c>dst = imm</c>.</summary>
    public const byte Alu64MovK = 0xb7;

    /// <summary>64-bit <c>dst = src</c>; sign-extended from the number of bits in the offset where that is not 0.</summary>
    public const byte Alu64MovX = 0xbf;

    /// <summary>64-bit <c>dst s&gt;&gt;= imm</c>.</summary>
    public const byte Alu64ArshK = 0xc7;

    /// <summary>64-bit <c>dst s&gt;&gt;= src</c>.</summary>
    public const byte Alu64ArshX = 0xcf;

    /// <summary>64-bit <c>dst = -dst</c>.</summary>
    public const byte Alu64Neg = 0x87;

    /// <summary><c>dst = bswap16/32/64 dst</c>, the width in the immediate.</summary>
    public const byte Alu64BSwap = 0xd7;

    /// <summary><c>goto +offset</c>.</summary>
    public const byte JmpJa = 0x05;

    /// <summary><c>gotox dst</c>: to an address from an instruction array (kernel 6.19).</summary>
    public const byte JmpJaX = 0x0d;

    /// <summary><c>call</c>; the kind is in the source field (<see cref="CallKind"/>).</summary>
    public const byte JmpCall = 0x85;

    /// <summary><c>exit</c>.</summary>
    public const byte JmpExit = 0x95;

    /// <summary><c>may_goto +offset</c>.</summary>
    public const byte JmpJCond = 0xe5;

    /// <summary>64-bit <c>if dst == imm goto +offset</c>.</summary>
    public const byte JmpJEqK = 0x15;

    /// <summary>64-bit <c>if dst == src goto +offset</c>.</summary>
    public const byte JmpJEqX = 0x1d;

    /// <summary>64-bit <c>if dst &gt; imm goto +offset</c>.</summary>
    public const byte JmpJGtK = 0x25;

    /// <summary>64-bit <c>if dst &gt; src goto +offset</c>.</summary>
    public const byte JmpJGtX = 0x2d;

    /// <summary>64-bit <c>if dst &gt;= imm goto +offset</c>.</summary>
    public const byte JmpJGeK = 0x35;

    /// <summary>64-bit <c>if dst &gt;= src goto +offset</c>.</summary>
    public const byte JmpJGeX = 0x3d;

    /// <summary>64-bit <c>if dst &amp; imm goto +offset</c>.</summary>
    public const byte JmpJSetK = 0x45;

    /// <summary>64-bit <c>if dst &amp; src goto +offset</c>.</summary>
    public const byte JmpJSetX = 0x4d;

    /// <summary>64-bit <c>if dst != imm goto +offset</c>.</summary>
    public const byte JmpJNeK = 0x55;

    /// <summary>64-bit <c>if dst != src goto +offset</c>.</summary>
    public const byte JmpJNeX = 0x5d;

    /// <summary>64-bit <c>if dst s&gt; imm goto +offset</c>.</summary>
    public const byte JmpJSGtK = 0x65;

    /// <summary>64-bit <c>if dst s&gt; src goto +offset</c>.</summary>
    public const byte JmpJSGtX = 0x6d;

    /// <summary>64-bit <c>if dst s&gt;= imm goto +offset</c>.</summary>
    public const byte JmpJSGeK = 0x75;

    /// <summary>64-bit <c>if dst s&gt;= src goto +offset</c>.</summary>
    public const byte JmpJSGeX = 0x7d;

    /// <summary>64-bit <c>if dst &lt; imm goto +offset</c>.</summary>
    public const byte JmpJLtK = 0xa5;

    /// <summary>64-bit <c>if dst &lt; src goto +offset</c>.</summary>
    public const byte JmpJLtX = 0xad;

    /// <summary>64-bit <c>if dst &lt;= imm goto +offset</c>.</summary>
    public const byte JmpJLeK = 0xb5;

    /// <summary>64-bit <c>if dst &lt;= src goto +offset</c>.</summary>
    public const byte JmpJLeX = 0xbd;

    /// <summary>64-bit <c>if dst s&lt; imm goto +offset</c>.</summary>
    public const byte JmpJSLtK = 0xc5;

    /// <summary>64-bit <c>if dst s&lt; src goto +offset</c>.</summary>
    public const byte JmpJSLtX = 0xcd;

    /// <summary>64-bit <c>if dst s&lt;= imm goto +offset</c>.</summary>
    public const byte JmpJSLeK = 0xd5;

    /// <summary>64-bit <c>if dst s&lt;= src goto +offset</c>.</summary>
    public const byte JmpJSLeX = 0xdd;

    /// <summary><c>gotol +imm</c>.</summary>
    public const byte Jmp32Ja = 0x06;

    /// <summary>32-bit <c>if dst == imm goto +offset</c>.</summary>
    public const byte Jmp32JEqK = 0x16;

    /// <summary>32-bit <c>if dst == src goto +offset</c>.</summary>
    public const byte Jmp32JEqX = 0x1e;

    /// <summary>32-bit <c>if dst &gt; imm goto +offset</c>.</summary>
    public const byte Jmp32JGtK = 0x26;

    /// <summary>32-bit <c>if dst &gt; src goto +offset</c>.</summary>
    public const byte Jmp32JGtX = 0x2e;

    /// <summary>32-bit <c>if dst &gt;= imm goto +offset</c>.</summary>
    public const byte Jmp32JGeK = 0x36;

    /// <summary>32-bit <c>if dst &gt;= src goto +offset</c>.</summary>
    public const byte Jmp32JGeX = 0x3e;

    /// <summary>32-bit <c>if dst &amp; imm goto +offset</c>.</summary>
    public const byte Jmp32JSetK = 0x46;

    /// <summary>32-bit <c>if dst &amp; src goto +offset</c>.</summary>
    public const byte Jmp32JSetX = 0x4e;

    /// <summary>32-bit <c>if dst != imm goto +offset</c>.</summary>
    public const byte Jmp32JNeK = 0x56;

    /// <summary>32-bit <c>if dst != src goto +offset</c>.</summary>
    public const byte Jmp32JNeX = 0x5e;

    /// <summary>32-bit <c>if dst s&gt; imm goto +offset</c>.</summary>
    public const byte Jmp32JSGtK = 0x66;

    /// <summary>32-bit <c>if dst s&gt; src goto +offset</c>.</summary>
    public const byte Jmp32JSGtX = 0x6e;

    /// <summary>32-bit <c>if dst s&gt;= imm goto +offset</c>.</summary>
    public const byte Jmp32JSGeK = 0x76;

    /// <summary>32-bit <c>if dst s&gt;= src goto +offset</c>.</summary>
    public const byte Jmp32JSGeX = 0x7e;

    /// <summary>32-bit <c>if dst &lt; imm goto +offset</c>.</summary>
    public const byte Jmp32JLtK = 0xa6;

    /// <summary>32-bit <c>if dst &lt; src goto +offset</c>.</summary>
    public const byte Jmp32JLtX = 0xae;

    /// <summary>32-bit <c>if dst &lt;= imm goto +offset</c>.</summary>
    public const byte Jmp32JLeK = 0xb6;

    /// <summary>32-bit <c>if dst &lt;= src goto +offset</c>.</summary>
    public const byte Jmp32JLeX = 0xbe;

    /// <summary>32-bit <c>if dst s&lt; imm goto +offset</c>.</summary>
    public const byte Jmp32JSLtK = 0xc6;

    /// <summary>32-bit <c>if dst s&lt; src goto +offset</c>.</summary>
    public const byte Jmp32JSLtX = 0xce;

    /// <summary>32-bit <c>if dst s&lt;= imm goto +offset</c>.</summary>
    public const byte Jmp32JSLeK = 0xd6;

    /// <summary>32-bit <c>if dst s&lt;= src goto +offset</c>.</summary>
    public const byte Jmp32JSLeX = 0xde;

    /// <summary>Wide <c>dst = imm64</c>; the source field says what it means (<see cref="PseudoSource"/>).</summary>
    public const byte LdImmDW = 0x18;

    /// <summary><c>r0 = *(u8 *)skb[imm]</c>.</summary>
    public const byte LdAbsB = 0x30;

    /// <summary><c>r0 = *(u16 *)skb[imm]</c>.</summary>
    public const byte LdAbsH = 0x28;

    /// <summary><c>r0 = *(u32 *)skb[imm]</c>.</summary>
    public const byte LdAbsW = 0x20;

    /// <summary><c>r0 = *(u8 *)skb[src + imm]</c>.</summary>
    public const byte LdIndB = 0x50;

    /// <summary><c>r0 = *(u16 *)skb[src + imm]</c>.</summary>
    public const byte LdIndH = 0x48;

    /// <summary><c>r0 = *(u32 *)skb[src + imm]</c>.</summary>
    public const byte LdIndW = 0x40;

    /// <summary><c>dst = *(u8 *)(src + offset)</c>.</summary>
    public const byte LdxMemB = 0x71;

    /// <summary><c>dst = *(u16 *)(src + offset)</c>.</summary>
    public const byte LdxMemH = 0x69;

    /// <summary><c>dst = *(u32 *)(src + offset)</c>.</summary>
    public const byte LdxMemW = 0x61;

    /// <summary><c>dst = *(u64 *)(src + offset)</c>.</summary>
    public const byte LdxMemDW = 0x79;

    /// <summary><c>dst = *(s8 *)(src + offset)</c>.</summary>
    public const byte LdxMemSxB = 0x91;

    /// <summary><c>dst = *(s16 *)(src + offset)</c>.</summary>
    public const byte LdxMemSxH = 0x89;

    /// <summary><c>dst = *(s32 *)(src + offset)</c>.</summary>
    public const byte LdxMemSxW = 0x81;

    /// <summary><c>*(u8 *)(dst + offset) = imm</c>.</summary>
    public const byte StMemB = 0x72;

    /// <summary><c>*(u16 *)(dst + offset) = imm</c>.</summary>
    public const byte StMemH = 0x6a;

    /// <summary><c>*(u32 *)(dst + offset) = imm</c>.</summary>
    public const byte StMemW = 0x62;

    /// <summary><c>*(u64 *)(dst + offset) = imm</c>.</summary>
    public const byte StMemDW = 0x7a;

    /// <summary><c>*(u8 *)(dst + offset) = src</c>.</summary>
    public const byte StxMemB = 0x73;

    /// <summary><c>*(u16 *)(dst + offset) = src</c>.</summary>
    public const byte StxMemH = 0x6b;

    /// <summary><c>*(u32 *)(dst + offset) = src</c>.</summary>
    public const byte StxMemW = 0x63;

    /// <summary><c>*(u64 *)(dst + offset) = src</c>.</summary>
    public const byte StxMemDW = 0x7b;

    /// <summary>8-bit atomic operation, told apart by the immediate (<see cref="AtomicCode"/>), load-acquire and store-release only.</summary>
    public const byte StxAtomicB = 0xd3;

    /// <summary>16-bit atomic operation, told apart by the immediate (<see cref="AtomicCode"/>), load-acquire and store-release only.</summary>
    public const byte StxAtomicH = 0xcb;

    /// <summary>32-bit atomic operation, told apart by the immediate (<see cref="AtomicCode"/>).</summary>
    public const byte StxAtomicW = 0xc3;

    /// <summary>64-bit atomic operation, told apart by the immediate (<see cref="AtomicCode"/>).</summary>
    public const byte StxAtomicDW = 0xdb;
}
