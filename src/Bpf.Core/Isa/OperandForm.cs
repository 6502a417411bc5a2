namespace Bpf.Core.Isa;

/// <summary>What the fields of an instruction mean. Fields not named are reserved.</summary>
public enum OperandForm : byte
{
    /// <summary>No operands.</summary>
    None,

    /// <summary>The destination register.</summary>
    Dst,

    /// <summary>Destination and immediate.</summary>
    DstImm,

    /// <summary>Destination and source.</summary>
    DstSrc,

    /// <summary>Destination and the 64-bit immediate of two slots.</summary>
    DstImm64,

    /// <summary>Destination, and memory at source + offset.</summary>
    Load,

    /// <summary>Memory at destination + offset, and an immediate.</summary>
    StoreImm,

    /// <summary>Memory at destination + offset, and the source.</summary>
    Store,

    /// <summary>Memory at destination + offset, and the source; the immediate is the operation.</summary>
    Atomic,

    /// <summary>Packet offset in the immediate.</summary>
    PacketAbs,

    /// <summary>Packet offset in source + immediate.</summary>
    PacketInd,

    /// <summary>Distance in the offset.</summary>
    Jump,

    /// <summary>Distance in the immediate.</summary>
    JumpLong,

    /// <summary>Address in the destination.</summary>
    JumpIndirect,

    /// <summary>Destination, immediate, and distance in the offset.</summary>
    CompareImm,

    /// <summary>Destination, source, and distance in the offset.</summary>
    CompareSrc,

    /// <summary>What is called in the immediate.</summary>
    Call,
}
