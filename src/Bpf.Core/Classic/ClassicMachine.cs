using System;
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Bpf.Core.Classic;

/// <summary>Runs filters of system calls without a kernel.</summary>
public static class ClassicMachine
{
    /// <summary>Runs a filter.</summary>
    /// <param name="filter">Its instructions, of <see cref="ClassicCode"/>.</param>
    /// <param name="data">What it looks at.</param>
    /// <returns>Its answer.</returns>
    /// <exception cref="BpfFormatException">The filter has other instructions, reads beyond the data, or does not end with an answer.</exception>
    public static uint Run(ImmutableArray<ClassicInstruction> filter, ReadOnlySpan<byte> data)
    {
        uint accumulator = 0;
        for (int i = 0; i < filter.Length; i++)
        {
            ClassicInstruction instruction = filter[i];
            switch (instruction.Code)
            {
                case ClassicCode.LoadWord:
                    if (instruction.Value > (uint)data.Length - sizeof(uint) || data.Length < sizeof(uint))
                        throw new BpfFormatException(FormattableString.Invariant($"Instruction {i} of the filter reads beyond what it looks at."));
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.Slice((int)instruction.Value));
                    break;
                case ClassicCode.And:
                    accumulator &= instruction.Value;
                    break;
                case ClassicCode.JumpEqual:
                    i += accumulator == instruction.Value ? instruction.IfTrue : instruction.IfFalse;
                    break;
                case ClassicCode.JumpGreater:
                    i += accumulator > instruction.Value ? instruction.IfTrue : instruction.IfFalse;
                    break;
                case ClassicCode.JumpGreaterOrEqual:
                    i += accumulator >= instruction.Value ? instruction.IfTrue : instruction.IfFalse;
                    break;
                case ClassicCode.Return:
                    return instruction.Value;
                default:
                    throw new BpfFormatException(FormattableString.Invariant($"Instruction {i} of the filter, 0x{instruction.Code:x4}, is none of those that are run here."));
            }
        }

        throw new BpfFormatException("The filter ends without an answer.");
    }
}
