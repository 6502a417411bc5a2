namespace Bpf.Core.Isa;

/// <summary>The high four bits of a jump opcode (RFC 9669, section 4.3).</summary>
public enum JumpCode : byte
{
    /// <summary>Always: by the offset in class Jmp, by the immediate in class Jmp32.</summary>
    Ja = 0x00,

    /// <summary><c>dst == src</c>.</summary>
    JEq = 0x10,

    /// <summary><c>dst &gt; src</c>, unsigned.</summary>
    JGt = 0x20,

    /// <summary><c>dst &gt;= src</c>, unsigned.</summary>
    JGe = 0x30,

    /// <summary><c>dst &amp; src</c>.</summary>
    JSet = 0x40,

    /// <summary><c>dst != src</c>.</summary>
    JNe = 0x50,

    /// <summary><c>dst &gt; src</c>, signed.</summary>
    JSGt = 0x60,

    /// <summary><c>dst &gt;= src</c>, signed.</summary>
    JSGe = 0x70,

    /// <summary>Call; the kind is in the source field.</summary>
    Call = 0x80,

    /// <summary>Return from the function or program.</summary>
    Exit = 0x90,

    /// <summary><c>dst &lt; src</c>, unsigned.</summary>
    JLt = 0xa0,

    /// <summary><c>dst &lt;= src</c>, unsigned.</summary>
    JLe = 0xb0,

    /// <summary><c>dst &lt; src</c>, signed.</summary>
    JSLt = 0xc0,

    /// <summary><c>dst &lt;= src</c>, signed.</summary>
    JSLe = 0xd0,

    /// <summary><c>may_goto</c>: the verifier decides (kernel 6.9, not in RFC 9669).</summary>
    JCond = 0xe0,
}
