using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;

namespace Bpf.Compiler.Driver;

/// <summary>Whether programs call functions that a kernel lacks, where they ask for some (<see cref="IrOp.HasKfunc"/>) and the kernel says no.</summary>
internal static class GuardedCalls
{
    /// <summary>True where a call can be reached on a kernel with these types.</summary>
    /// <param name="functions">A program and what it may reach, the program first.</param>
    /// <param name="called">The function that is called.</param>
    /// <param name="types">The kernel's types.</param>
    public static bool Reaches(IReadOnlyList<Function> functions, string called, BtfTypes types)
    {
        Dictionary<string, Function> byName = functions.ToDictionary(f => f.Name, StringComparer.Ordinal);
        HashSet<BasicBlock> seen = [functions[0].Blocks[0]];
        Stack<BasicBlock> waiting = new(seen);
        while (waiting.Count > 0)
        {
            BasicBlock block = waiting.Pop();
            foreach (Value value in block.Values)
            {
                if (value.Op == IrOp.CallKfunc && value.Symbol == called)
                    return true;
                if (value.Op is IrOp.Call or IrOp.FunctionAddress && byName.TryGetValue(value.Symbol!, out Function? callee) && seen.Add(callee.Blocks[0]))
                    waiting.Push(callee.Blocks[0]);
            }

            foreach (BasicBlock next in Successors(block.Terminator!, types))
            {
                if (seen.Add(next))
                    waiting.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<BasicBlock> Successors(Value terminator, BtfTypes types) =>
        terminator.Op == IrOp.Branch && Answer(terminator.Operands[0], types) is { } answer ? [terminator.Targets[answer ? 0 : 1]] : terminator.Targets;

    /// <summary>What a question comes to where the kernel says no; null for other conditions, and where it says yes.</summary>
    private static bool? Answer(Value condition, BtfTypes types) =>
        condition.Op is IrOp.Eq or IrOp.Ne && condition.Operands is [{ Op: IrOp.ExternAddress, Symbol: { } asked }, { Op: IrOp.Null }] && types.Find(asked, BtfKind.Func) == 0
            ? condition.Op == IrOp.Eq
            : null;
}
