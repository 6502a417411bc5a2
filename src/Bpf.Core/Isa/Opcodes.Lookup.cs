using System;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Core.Isa;

public static partial class Opcodes
{
    /// <summary>Every row, in the order of the table.</summary>
    public static ImmutableArray<OpcodeInfo> All { get; } = Build();

    // After All: static initializers run in textual order.
    private static readonly OpcodeInfo[][] ByOpcode =
        [.. Enumerable.Range(0, 256).Select(opcode => All.Where(row => row.Opcode == opcode).ToArray())];

    /// <summary>The rows that share an opcode byte; empty where it is no instruction.</summary>
    /// <param name="opcode">The opcode byte.</param>
    public static ReadOnlySpan<OpcodeInfo> WithOpcode(byte opcode) => ByOpcode[opcode];

    /// <summary>The row of an instruction; null where no such instruction exists.</summary>
    /// <param name="instruction">The instruction, or the first slot of a wide one.</param>
    public static OpcodeInfo? Find(in Instruction instruction)
    {
        foreach (OpcodeInfo row in ByOpcode[instruction.Opcode])
        {
            if (row.Matches(instruction))
                return row;
        }

        return null;
    }
}
