namespace Bpf.Core.Isa;

/// <summary>
/// One 64-bit instruction slot (RFC 9669, section 3). A wide instruction (64-bit immediate) takes two slots:
/// the second has opcode 0 and carries the upper 32 bits in <see cref="Imm"/>.
/// </summary>
/// <param name="Opcode">The opcode byte: class in the low three bits.</param>
/// <param name="Dst">Destination register, 0 to 10.</param>
/// <param name="Src">Source register, or the pseudo source of a wide load or call.</param>
/// <param name="Offset">Signed 16-bit offset: bytes for memory, slots for jumps.</param>
/// <param name="Imm">Signed 32-bit immediate.</param>
/// <remarks>
/// <code>
///  63            32 31        16 15   12 11    8 7        0
/// +----------------+------------+-------+-------+----------+
/// |      imm       |   offset   |  src  |  dst  |  opcode  |   little-endian
/// +----------------+------------+-------+-------+----------+
/// </code>
/// </remarks>
public readonly partial record struct Instruction(byte Opcode, byte Dst = 0, byte Src = 0, short Offset = 0, int Imm = 0)
{
    /// <summary>Bytes one slot takes.</summary>
    public const int Size = 8;
}
