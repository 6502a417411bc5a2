namespace Bpf.Core.Isa;

/// <summary>The immediate of an atomic operation (RFC 9669, section 5.3).</summary>
public enum AtomicCode : ushort
{
    /// <summary><c>*addr += src</c>.</summary>
    Add = 0x00,

    /// <summary><c>*addr |= src</c>.</summary>
    Or = 0x40,

    /// <summary><c>*addr &amp;= src</c>.</summary>
    And = 0x50,

    /// <summary><c>*addr ^= src</c>.</summary>
    Xor = 0xa0,

    /// <summary><c>*addr += src</c>; src gets the old value.</summary>
    FetchAdd = 0x01,

    /// <summary><c>*addr |= src</c>; src gets the old value.</summary>
    FetchOr = 0x41,

    /// <summary><c>*addr &amp;= src</c>; src gets the old value.</summary>
    FetchAnd = 0x51,

    /// <summary><c>*addr ^= src</c>; src gets the old value.</summary>
    FetchXor = 0xa1,

    /// <summary>Exchanges src and <c>*addr</c>.</summary>
    Xchg = 0xe1,

    /// <summary>Where <c>*addr == r0</c>, stores src; r0 gets the old value.</summary>
    CmpXchg = 0xf1,

    /// <summary><c>dst = *src</c> with acquire ordering (kernel 6.15, not in RFC 9669).</summary>
    LoadAcquire = 0x100,

    /// <summary><c>*dst = src</c> with release ordering (kernel 6.15, not in RFC 9669).</summary>
    StoreRelease = 0x110,
}
