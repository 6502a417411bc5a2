namespace Bpf.Core.Isa;

/// <summary>Bits 3 and 4 of a load or store opcode: how much is accessed (RFC 9669, section 5).</summary>
public enum Size : byte
{
    /// <summary>Word: 4 bytes.</summary>
    W = 0x00,

    /// <summary>Half word: 2 bytes.</summary>
    H = 0x08,

    /// <summary>Byte.</summary>
    B = 0x10,

    /// <summary>Double word: 8 bytes.</summary>
    DW = 0x18,
}
