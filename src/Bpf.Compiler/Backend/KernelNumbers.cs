using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Backend;

/// <summary>
/// A pointer that was read from a structure that the verifier knows keeps its type, and those that may be null take no offset before they are
/// compared ("R1 pointer arithmetic on trusted_ptr_or_null_ prohibited, null-check it first"). Code that reads through helpers needs the number only:
/// negating it twice leaves its bits and drops its type. (Source: observed on Linux 7.2; negation of a pointer is a number on all since 5.10.)
/// </summary>
internal static class KernelNumbers
{
    private const int PointerWidth = 8;

    public static void Expand(Function function)
    {
        Value[] stores = [.. function.Blocks.SelectMany(b => b.Values).Where(v => v is { Op: IrOp.Store, Width: PointerWidth })];
        foreach (Value moved in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.PtrAdd).ToArray())
        {
            if (moved.Operands[0] is { Op: IrOp.Bitcast } address && address.Type.Provenance is Provenance.Kernel or Provenance.User
                && MayBePointer(function, address, stores, []))
            {
                moved.Operands[0] = Number(function, moved, address);
            }
        }
    }

    private static Value Number(Function function, Value before, Value address)
    {
        Value zero = Edit.InsertBefore(function, before, IrOp.Const, IrType.I64);
        Value negative = Edit.InsertBefore(function, before, IrOp.Sub, IrType.I64, zero, address.Operands[0]);
        Value number = Edit.InsertBefore(function, before, IrOp.Sub, IrType.I64, zero, negative);
        return Edit.InsertBefore(function, before, IrOp.Bitcast, address.Type, number);
    }

    private static bool MayBePointer(Function function, Value value, Value[] stores, HashSet<Value> seen)
    {
        if (!seen.Add(value))
            return false;
        return value.Op switch
        {
            IrOp.Bitcast or IrOp.Phi or IrOp.Forget => value.Operands.Any(o => MayBePointer(function, o, stores, seen)),
            IrOp.CoreLoad => value.Width == PointerWidth,
            IrOp.CallKfunc => true,
            IrOp.Param => function.Program is null,
            IrOp.Load when value.Width == PointerWidth => value.Operands[0].Type.Provenance switch
            {
                Provenance.Btf => true,
                Provenance.Context => function.Program is null or { Type: ProgramType.Tracing or ProgramType.Lsm or ProgramType.StructOps },
                Provenance.Stack => value.Operands[0].Root is not { Op: IrOp.Alloca } variable
                    || stores.Any(s => s.Operands[0].Root == variable && MayBePointer(function, s.Operands[1], stores, seen)),
                _ => false,
            },
            _ => false,
        };
    }
}
