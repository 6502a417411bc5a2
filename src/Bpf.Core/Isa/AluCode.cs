namespace Bpf.Core.Isa;

/// <summary>The high four bits of an arithmetic opcode (RFC 9669, section 4.1).</summary>
public enum AluCode : byte
{
    /// <summary><c>dst += src</c>.</summary>
    Add = 0x00,

    /// <summary><c>dst -= src</c>.</summary>
    Sub = 0x10,

    /// <summary><c>dst *= src</c>.</summary>
    Mul = 0x20,

    /// <summary><c>dst /= src</c>, signed where the offset is 1; 0 where src is 0.</summary>
    Div = 0x30,

    /// <summary><c>dst |= src</c>.</summary>
    Or = 0x40,

    /// <summary><c>dst &amp;= src</c>.</summary>
    And = 0x50,

    /// <summary><c>dst &lt;&lt;= src</c>, the count masked to the width.</summary>
    Lsh = 0x60,

    /// <summary><c>dst &gt;&gt;= src</c>, logical, the count masked.</summary>
    Rsh = 0x70,

    /// <summary><c>dst = -dst</c>.</summary>
    Neg = 0x80,

    /// <summary><c>dst %= src</c>, signed where the offset is 1; dst where src is 0.</summary>
    Mod = 0x90,

    /// <summary><c>dst ^= src</c>.</summary>
    Xor = 0xa0,

    /// <summary><c>dst = src</c>, sign-extended from the number of bits in the offset where that is not 0.</summary>
    Mov = 0xb0,

    /// <summary><c>dst s&gt;&gt;= src</c>, arithmetic, the count masked.</summary>
    Arsh = 0xc0,

    /// <summary>Byte order conversion of the width in the immediate.</summary>
    End = 0xd0,
}
