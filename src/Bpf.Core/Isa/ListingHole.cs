namespace Bpf.Core.Isa;

/// <summary>What may stand in braces in a listing template.</summary>
internal enum ListingHole : byte
{
    /// <summary>Not a hole: literal text.</summary>
    None,

    /// <summary><c>{d}</c>: destination, r.</summary>
    Dst,

    /// <summary><c>{dw}</c>: destination, w.</summary>
    DstW,

    /// <summary><c>{s}</c>: source, r.</summary>
    Src,

    /// <summary><c>{sw}</c>: source, w.</summary>
    SrcW,

    /// <summary><c>{dst}</c>: address at destination + offset.</summary>
    DstMemory,

    /// <summary><c>{src}</c>: address at source + offset.</summary>
    SrcMemory,

    /// <summary><c>{i}</c>: the immediate, decimal.</summary>
    Imm,

    /// <summary><c>{x}</c>: the immediate; hexadecimal in the kernel's log.</summary>
    ImmHex,

    /// <summary><c>{high}</c>: the upper 16 bits of the immediate.</summary>
    ImmHigh,

    /// <summary><c>{low}</c>: the lower 16 bits of the immediate.</summary>
    ImmLow,

    /// <summary><c>{imm64}</c>: the immediate of both slots.</summary>
    Imm64,

    /// <summary><c>{next}</c>: the second slot's immediate.</summary>
    NextImm,

    /// <summary><c>{map}</c>: <c>idx:</c> and the index of a map in the immediate, or its name.</summary>
    Map,

    /// <summary><c>{jump}</c>: distance in the offset, or a label.</summary>
    Jump,

    /// <summary><c>{long}</c>: distance in the immediate, or a label.</summary>
    LongJump,

    /// <summary><c>{local}</c>: distance in the immediate with <c>pc</c> in front, or a label.</summary>
    LocalCall,

    /// <summary><c>{helper}</c>: the number of a helper, or its name.</summary>
    Helper,

    /// <summary><c>{kfunc}</c>: the BTF id of a kernel function, or its name.</summary>
    Kfunc,
}
