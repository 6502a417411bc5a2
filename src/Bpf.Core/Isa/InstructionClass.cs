namespace Bpf.Core.Isa;

/// <summary>The low three bits of an opcode (RFC 9669, section 3).</summary>
public enum InstructionClass : byte
{
    /// <summary>Non-standard loads: 64-bit immediates and legacy packet access.</summary>
    Ld = 0x00,

    /// <summary>Loads into a register.</summary>
    Ldx = 0x01,

    /// <summary>Stores of an immediate.</summary>
    St = 0x02,

    /// <summary>Stores of a register, and atomic operations.</summary>
    Stx = 0x03,

    /// <summary>32-bit arithmetic; the upper half of the result is zero.</summary>
    Alu = 0x04,

    /// <summary>64-bit jumps, calls, exit.</summary>
    Jmp = 0x05,

    /// <summary>32-bit jumps.</summary>
    Jmp32 = 0x06,

    /// <summary>64-bit arithmetic.</summary>
    Alu64 = 0x07,
}
