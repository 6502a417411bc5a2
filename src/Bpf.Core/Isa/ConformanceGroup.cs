namespace Bpf.Core.Isa;

/// <summary>Groups of instructions that an implementation supports or not as a whole (RFC 9669, section 2.4).</summary>
public enum ConformanceGroup : byte
{
    /// <summary>What every implementation has.</summary>
    Base32 = 0,

    /// <summary>64-bit arithmetic, jumps, loads and stores.</summary>
    Base64 = 1,

    /// <summary>32-bit atomic operations.</summary>
    Atomic32 = 2,

    /// <summary>64-bit atomic operations.</summary>
    Atomic64 = 3,

    /// <summary>32-bit multiplication, division, remainder.</summary>
    DivMul32 = 4,

    /// <summary>64-bit multiplication, division, remainder.</summary>
    DivMul64 = 5,

    /// <summary>Legacy packet access.</summary>
    Packet = 6,

    /// <summary>Additions of the Linux kernel that RFC 9669 does not have.</summary>
    Linux = 7,
}
