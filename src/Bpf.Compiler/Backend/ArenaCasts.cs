using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;

namespace Bpf.Compiler.Backend;

/// <summary>Casts between the two addresses of an arena's memory. Source: <c>BPF_ADDR_SPACE_CAST</c>, include/linux/filter.h.</summary>
internal static class ArenaCasts
{
    /// <summary>The offset field of the 64-bit move that is a cast.</summary>
    public const int Mark = 1;

    /// <summary>The immediate: from user space's address (address space 1) to the kernel's (0).</summary>
    public const int ToKernel = 1;

    /// <summary>The immediate: the other way.</summary>
    public const int ToUser = 1 << 16;

    /// <summary>True for a conversion that is an instruction.</summary>
    public static bool IsOne(Value value) =>
        value.Op == IrOp.Bitcast && (value.Type.Provenance == Provenance.Arena || value.Operands[0].Type.Provenance == Provenance.Arena);

    /// <summary>
    /// True for a function that casts and doesn't name the arena: verifiers look for it among the instructions ("addr_space_cast insn can only be used in a
    /// program that has an associated arena").
    /// </summary>
    public static bool NeedName(Function function, string arena)
    {
        IEnumerable<Value> values = function.Blocks.SelectMany(b => b.Values);
        return values.Any(IsOne) && !values.Any(v => (v.Op, v.Symbol) == (IrOp.MapAddress, arena) || (v.Op, v.Symbol) == (IrOp.GlobalAddress, SectionNames.Arena));
    }
}
