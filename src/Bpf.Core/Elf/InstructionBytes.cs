using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using Bpf.Core.Isa;

namespace Bpf.Core.Elf;

/// <summary>Slots of a section to instructions and back, one for one: what they mean is not looked at.</summary>
internal static class InstructionBytes
{
    public static ImmutableArray<Instruction> Decode(ReadOnlySpan<byte> bytes)
    {
        ImmutableArray<Instruction>.Builder result = ImmutableArray.CreateBuilder<Instruction>(bytes.Length / Instruction.Size);
        for (; bytes.Length >= Instruction.Size; bytes = bytes.Slice(Instruction.Size))
        {
            result.Add(new(bytes[0], (byte)(bytes[1] & 15), (byte)(bytes[1] >> 4),
                BinaryPrimitives.ReadInt16LittleEndian(bytes.Slice(2)), BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(4))));
        }

        return result.MoveToImmutable();
    }

    public static void Encode(Instruction instruction, ByteWriter writer)
    {
        writer.Byte(instruction.Opcode);
        writer.Byte((byte)(instruction.Dst & 15 | instruction.Src << 4));
        writer.UInt16((ushort)instruction.Offset);
        writer.UInt32((uint)instruction.Imm);
    }
}
