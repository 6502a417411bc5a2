using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Removes writes to the stack that are overwritten in the same block before anything can read them, such as the zeroes that a struct gets
/// before all of its fields are set. Allocas of up to 64 bytes, one bit a byte.
/// </summary>
internal static class DeadStores
{
    private const int MostBytes = 64;

    public static bool Run(Function function)
    {
        bool changed = false;
        foreach (BasicBlock block in function.Blocks)
        {
            Dictionary<Value, ulong> overwritten = [];
            HashSet<Value> dead = [];
            for (int i = block.Values.Count - 1; i >= 0; i--)
            {
                if (Visit(block.Values[i], overwritten))
                    dead.Add(block.Values[i]);
            }

            changed |= block.Values.RemoveAll(dead.Contains) > 0;
        }

        return changed;
    }

    /// <summary>Looks at one value, from the end of its block; true for a write that nothing reads.</summary>
    private static bool Visit(Value value, Dictionary<Value, ulong> overwritten)
    {
        switch (value.Op)
        {
            case IrOp.Store or IrOp.Zero when !value.IsVolatile && Bytes(value.Operands[0], value.Constant, value.Op == IrOp.Store ? value.Width : value.Length) is { } bytes:
                return Write(bytes, overwritten);
            case IrOp.Copy when Bytes(value.Operands[0], 0, value.Length) is { } to && value.Operands[1].Type.Provenance != Provenance.Stack:
                return Write(to, overwritten);
            case IrOp.Load when Bytes(value.Operands[0], value.Constant, value.Width) is { } read:
                overwritten.TryGetValue(read.Memory, out ulong known);
                overwritten[read.Memory] = known & ~read.Mask;
                return false;
            case IrOp.Store or IrOp.Zero or IrOp.Jump or IrOp.Branch or IrOp.Return:
                return false;
            default:
                // Whatever else touches memory may read the stack; a load from other memory doesn't.
                if (value.HasSideEffect || (value.Op == IrOp.Load && value.Operands[0].Type.Provenance == Provenance.Stack))
                    overwritten.Clear();
                return false;
        }
    }

    private static bool Write((Value Memory, ulong Mask) bytes, Dictionary<Value, ulong> overwritten)
    {
        overwritten.TryGetValue(bytes.Memory, out ulong later);
        if ((bytes.Mask & ~later) == 0)
            return true;
        overwritten[bytes.Memory] = later | bytes.Mask;
        return false;
    }

    /// <summary>The bytes of an alloca that an access at a constant offset covers; null for other addresses.</summary>
    private static (Value Memory, ulong Mask)? Bytes(Value address, long offset, int length)
    {
        while (address is { Op: IrOp.PtrAdd, Operands.Count: 1 })
        {
            offset += address.Constant;
            address = address.Operands[0];
        }

        if (address.Op != IrOp.Alloca || address.Constant > MostBytes || offset < 0 || offset + length > address.Constant)
            return null;
        ulong ones = length == MostBytes ? ulong.MaxValue : (1UL << length) - 1;
        return (address, ones << (int)offset);
    }
}
