using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>
/// Allocas that may be written at an index known only at run time. The verifier then forgets what the 8-byte slots written to held, also beside
/// the bytes written, and refuses to read a number that another variable had there: they get slots of their own.
/// </summary>
internal static class IndexedAllocas
{
    public static HashSet<Value> Of(Function function)
    {
        HashSet<Value> found = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value user in block.Values)
            {
                // Through a phi or in another function anything may be done with an address.
                if (user.Op is not (IrOp.Phi or IrOp.Call) && user is not { Op: IrOp.PtrAdd, Operands.Count: 2 }) continue;
                foreach (Value operand in user.Operands)
                {
                    Value root = operand;
                    while (root.Op is IrOp.PtrAdd or IrOp.Bitcast) root = root.Operands[0];
                    if (root.Op == IrOp.Alloca) found.Add(root);
                }
            }
        }

        return found;
    }
}
