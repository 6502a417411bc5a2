using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>Removes what nothing needs: values without users, phis that feed only each other, and writes to allocas that nobody reads.</summary>
internal static class DeadCode
{
    public static bool Run(Function function)
    {
        HashSet<Value> unread = UnreadAllocas(function);
        HashSet<Value> needed = [];
        Stack<Value> work = new();
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (value.HasSideEffect && !IsWriteTo(value, unread) && needed.Add(value))
                    work.Push(value);
            }
        }

        while (work.Count > 0)
        {
            foreach (Value operand in work.Pop().Operands)
            {
                if (needed.Add(operand))
                    work.Push(operand);
            }
        }

        int removed = 0;
        foreach (BasicBlock block in function.Blocks)
            removed += block.Values.RemoveAll(v => !needed.Contains(v));
        return removed > 0;
    }

    private static bool IsWriteTo(Value value, HashSet<Value> unread) =>
        !value.IsVolatile && value.Op is IrOp.Store or IrOp.Zero or IrOp.Copy && Root(value.Operands[0]) is { } root && unread.Contains(root);

    private static Value? Root(Value pointer)
    {
        Value root = pointer.Root;
        return root.Op == IrOp.Alloca ? root : null;
    }

    /// <summary>Allocas whose address is only written through.</summary>
    private static HashSet<Value> UnreadAllocas(Function function)
    {
        HashSet<Value> unread = [.. function.Blocks[0].Values.Where(v => v.Op == IrOp.Alloca)];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value user in block.Values)
            {
                for (int i = 0; i < user.Operands.Count; i++)
                {
                    if (Root(user.Operands[i]) is not { } root)
                        continue;
                    bool onlyWrites = i == 0 && !user.IsVolatile && user.Op is IrOp.Store or IrOp.Zero or IrOp.Copy && i == 0;
                    if (!onlyWrites && !(user.Op == IrOp.PtrAdd && i == 0))
                        unread.Remove(root);
                }
            }
        }

        return unread;
    }
}
