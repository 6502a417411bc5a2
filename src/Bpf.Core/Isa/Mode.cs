namespace Bpf.Core.Isa;

/// <summary>The high three bits of a load or store opcode (RFC 9669, section 5).</summary>
public enum Mode : byte
{
    /// <summary>64-bit immediate.</summary>
    Imm = 0x00,

    /// <summary>Legacy packet access at a fixed offset.</summary>
    Abs = 0x20,

    /// <summary>Legacy packet access at a computed offset.</summary>
    Ind = 0x40,

    /// <summary>Regular memory access.</summary>
    Mem = 0x60,

    /// <summary>Sign-extending load.</summary>
    MemSx = 0x80,

    /// <summary>Atomic operation, told apart by the immediate.</summary>
    Atomic = 0xc0,
}
