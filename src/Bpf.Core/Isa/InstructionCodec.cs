using System;
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Bpf.Core.Isa;

/// <summary>Instructions to bytes and back (RFC 9669, section 3).</summary>
/// <remarks>Every 8 bytes are an instruction slot: decoding keeps whatever they hold, <see cref="InstructionValidator"/> judges it.</remarks>
public static class InstructionCodec
{
    /// <summary>Writes one slot.</summary>
    /// <param name="instruction">The slot; registers are 4 bits wide.</param>
    /// <param name="destination">At least 8 bytes.</param>
    /// <param name="order">The byte order; it also says which nibble holds which register.</param>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short, or a register needs more than 4 bits.</exception>
    public static void Encode(in Instruction instruction, Span<byte> destination, ByteOrder order = ByteOrder.Little)
    {
        if (instruction.Dst > 15 || instruction.Src > 15)
            throw new ArgumentOutOfRangeException(nameof(instruction), "A register field has 4 bits.");

        if (order == ByteOrder.Little)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination[4..], instruction.Imm);
            BinaryPrimitives.WriteInt16LittleEndian(destination[2..], instruction.Offset);
            destination[1] = (byte)(instruction.Src << 4 | instruction.Dst);
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(destination[4..], instruction.Imm);
            BinaryPrimitives.WriteInt16BigEndian(destination[2..], instruction.Offset);
            destination[1] = (byte)(instruction.Dst << 4 | instruction.Src);
        }

        destination[0] = instruction.Opcode;
    }

    /// <summary>Writes slots one after the other.</summary>
    /// <param name="instructions">The slots.</param>
    /// <param name="order">The byte order.</param>
    /// <returns>8 bytes a slot.</returns>
    public static byte[] Encode(ReadOnlySpan<Instruction> instructions, ByteOrder order = ByteOrder.Little)
    {
        byte[] bytes = new byte[instructions.Length * Instruction.Size];
        for (int i = 0; i < instructions.Length; i++)
            Encode(instructions[i], bytes.AsSpan(i * Instruction.Size), order);

        return bytes;
    }

    /// <summary>Reads one slot.</summary>
    /// <param name="source">At least 8 bytes.</param>
    /// <param name="order">The byte order.</param>
    public static Instruction Decode(ReadOnlySpan<byte> source, ByteOrder order = ByteOrder.Little)
    {
        int low = source[1] & 0x0f, high = source[1] >> 4;
        return order == ByteOrder.Little
            ? new Instruction(
                source[0],
                (byte)low,
                (byte)high,
                BinaryPrimitives.ReadInt16LittleEndian(source[2..]),
                BinaryPrimitives.ReadInt32LittleEndian(source[4..]))
            : new Instruction(
                source[0],
                (byte)high,
                (byte)low,
                BinaryPrimitives.ReadInt16BigEndian(source[2..]),
                BinaryPrimitives.ReadInt32BigEndian(source[4..]));
    }

    /// <summary>Reads all slots of a section or program.</summary>
    /// <param name="source">8 bytes a slot.</param>
    /// <param name="order">The byte order.</param>
    /// <exception cref="BpfFormatException">The length is not a multiple of 8.</exception>
    public static ImmutableArray<Instruction> DecodeAll(ReadOnlySpan<byte> source, ByteOrder order = ByteOrder.Little)
    {
        if (source.Length % Instruction.Size != 0)
            throw new BpfFormatException($"Instructions take 8 bytes each, but there are {source.Length} bytes.");

        ImmutableArray<Instruction>.Builder builder =
            ImmutableArray.CreateBuilder<Instruction>(source.Length / Instruction.Size);
        for (int at = 0; at < source.Length; at += Instruction.Size)
            builder.Add(Decode(source[at..], order));

        return builder.MoveToImmutable();
    }
}
