namespace Bpf.Core.Isa;

/// <summary>What an instruction does, whatever its operands: RFC 9669's names.</summary>
public enum Mnemonic : byte
{
    /// <summary>Addition.</summary>
    Add,

    /// <summary>Subtraction.</summary>
    Sub,

    /// <summary>Multiplication.</summary>
    Mul,

    /// <summary>Unsigned division.</summary>
    Div,

    /// <summary>Signed division, toward zero.</summary>
    SDiv,

    /// <summary>Bitwise or.</summary>
    Or,

    /// <summary>Bitwise and.</summary>
    And,

    /// <summary>Left shift.</summary>
    Lsh,

    /// <summary>Logical right shift.</summary>
    Rsh,

    /// <summary>Negation.</summary>
    Neg,

    /// <summary>Unsigned remainder.</summary>
    Mod,

    /// <summary>Signed remainder, sign of the dividend.</summary>
    SMod,

    /// <summary>Bitwise exclusive or.</summary>
    Xor,

    /// <summary>Move.</summary>
    Mov,

    /// <summary>Sign-extending move.</summary>
    MovSx,

    /// <summary>Conversion of an arena pointer between address spaces.</summary>
    AddrSpaceCast,

    /// <summary>Arithmetic right shift.</summary>
    Arsh,

    /// <summary>Conversion from host to little-endian or back.</summary>
    EndLe,

    /// <summary>Conversion from host to big-endian or back.</summary>
    EndBe,

    /// <summary>Unconditional byte swap.</summary>
    BSwap,

    /// <summary>Jump.</summary>
    Ja,

    /// <summary>Jump with a 32-bit distance.</summary>
    Gotol,

    /// <summary>Jump to an address out of an instruction array.</summary>
    Gotox,

    /// <summary>Jump that the kernel takes once a loop has run too long.</summary>
    MayGoto,

    /// <summary>Jump if equal.</summary>
    JEq,

    /// <summary>Jump if greater, unsigned.</summary>
    JGt,

    /// <summary>Jump if greater or equal, unsigned.</summary>
    JGe,

    /// <summary>Jump if any common bit is set.</summary>
    JSet,

    /// <summary>Jump if not equal.</summary>
    JNe,

    /// <summary>Jump if greater, signed.</summary>
    JSGt,

    /// <summary>Jump if greater or equal, signed.</summary>
    JSGe,

    /// <summary>Jump if less, unsigned.</summary>
    JLt,

    /// <summary>Jump if less or equal, unsigned.</summary>
    JLe,

    /// <summary>Jump if less, signed.</summary>
    JSLt,

    /// <summary>Jump if less or equal, signed.</summary>
    JSLe,

    /// <summary>Call of a helper.</summary>
    CallHelper,

    /// <summary>Call of a subprogram.</summary>
    CallLocal,

    /// <summary>Call of a kernel function.</summary>
    CallKfunc,

    /// <summary>Return.</summary>
    Exit,

    /// <summary>Load of a 64-bit number.</summary>
    LdImm64,

    /// <summary>Load of a map by descriptor.</summary>
    LdMapFd,

    /// <summary>Load of a map value's address by descriptor.</summary>
    LdMapValue,

    /// <summary>Load of a kernel variable's address.</summary>
    LdBtfId,

    /// <summary>Load of a subprogram's address.</summary>
    LdFunc,

    /// <summary>Load of a map by index.</summary>
    LdMapIdx,

    /// <summary>Load of a map value's address by index.</summary>
    LdMapIdxValue,

    /// <summary>Packet load at a fixed offset.</summary>
    LdAbs,

    /// <summary>Packet load at a computed offset.</summary>
    LdInd,

    /// <summary>Zero-extending load.</summary>
    Ldx,

    /// <summary>Sign-extending load.</summary>
    LdxSx,

    /// <summary>Store of an immediate.</summary>
    St,

    /// <summary>Store of a register.</summary>
    Stx,

    /// <summary>Atomic addition.</summary>
    AtomicAdd,

    /// <summary>Atomic or.</summary>
    AtomicOr,

    /// <summary>Atomic and.</summary>
    AtomicAnd,

    /// <summary>Atomic exclusive or.</summary>
    AtomicXor,

    /// <summary>Atomic addition that gives the old value.</summary>
    AtomicFetchAdd,

    /// <summary>Atomic or that gives the old value.</summary>
    AtomicFetchOr,

    /// <summary>Atomic and that gives the old value.</summary>
    AtomicFetchAnd,

    /// <summary>Atomic exclusive or that gives the old value.</summary>
    AtomicFetchXor,

    /// <summary>Atomic exchange.</summary>
    Xchg,

    /// <summary>Atomic compare and exchange.</summary>
    CmpXchg,

    /// <summary>Load with acquire ordering.</summary>
    LoadAcquire,

    /// <summary>Store with release ordering.</summary>
    StoreRelease,
}
