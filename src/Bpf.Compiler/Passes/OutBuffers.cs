using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Has a helper fill the memory that its result is copied to, instead of a buffer on the stack: <c>record.Comm = CurrentTask.Comm</c>.
/// </summary>
/// <remarks>
/// Only where the copy follows the call with nothing between that touches memory, and for helpers that fill the whole buffer even where they fail:
/// of others the destination would keep what was there before.
/// </remarks>
internal static class OutBuffers
{
    public static bool Run(Function function)
    {
        bool changed = false;
        Dictionary<Value, int>? readers = null;
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value copy in block.Values.Where(v => v.Op == IrOp.Copy).ToArray())
            {
                if (copy.Operands[1] is { Op: IrOp.Alloca } buffer && copy.Length == buffer.Constant && FillerOf(block, copy, buffer) is { } call
                    && (readers ??= Readers(function))[buffer] == 2 && MoveBefore(block, copy.Operands[0], call))
                {
                    call.Operands[0] = copy.Operands[0];
                    block.Values.Remove(copy);
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static bool FillsAll(HelperId helper) => helper is HelperId.GetCurrentComm or HelperId.ProbeRead or HelperId.ProbeReadKernel or HelperId.ProbeReadUser;

    /// <summary>The call in front of the copy that fills the buffer; null where something else lies between.</summary>
    private static Value? FillerOf(BasicBlock block, Value copy, Value buffer)
    {
        for (int i = block.Values.IndexOf(copy) - 1; i >= 0; i--)
        {
            Value value = block.Values[i];
            if (value.Op == IrOp.CallHelper)
            {
                return FillsAll(value.Helper) && value.Operands[0] == buffer
                    && value.Operands[1] is { Op: IrOp.Const, Constant: var size } && size == buffer.Constant ? value : null;
            }

            if (value.HasSideEffect || value.Op is IrOp.Load or IrOp.Phi) return null;
        }

        return null;
    }

    /// <summary>How often each alloca is used other than to be written.</summary>
    private static Dictionary<Value, int> Readers(Function function)
    {
        Dictionary<Value, int> uses = UseCounts.Of(function);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value write in block.Values.Where(v => v.Op is IrOp.Store or IrOp.Zero && !v.IsVolatile))
                uses[write.Operands[0]]--;
        }

        return uses;
    }

    /// <summary>Makes the destination's address known before the call.</summary>
    private static bool MoveBefore(BasicBlock block, Value address, Value call)
    {
        if (address.Type.Provenance is not (Provenance.Reservation or Provenance.MapValue or Provenance.Stack)) return false;
        int at = block.Values.IndexOf(call), place = block.Values.IndexOf(address);
        if (place < at) return true;
        if (address.Op is not (IrOp.PtrAdd or IrOp.GlobalAddress) || address.Operands.Exists(o => block.Values.IndexOf(o) > at)) return false;
        block.Values.RemoveAt(place);
        block.Values.Insert(at, address);
        return true;
    }
}
