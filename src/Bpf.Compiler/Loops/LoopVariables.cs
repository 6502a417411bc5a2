using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Makes variables again of what goes from one round of a loop to the next, and of what goes out of it, so that a round can become a function.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="loop">The loop. There are blocks of their own on the ways out of it, and its header holds phis and the branch to the next round or out.</param>
/// <param name="first">The block that a round begins with behind the header, which alone leads to it.</param>
/// <param name="over">Where the header leads when there is no other round.</param>
internal sealed class LoopVariables(Function function, NaturalLoop loop, BasicBlock first, BasicBlock over)
{
    private readonly FunctionBuilder _b = new(function);

    /// <summary>What a value of the round is where there is no other round.</summary>
    private readonly Dictionary<Value, Value> _whenOver = [];

    /// <summary>Makes them.</summary>
    /// <param name="exits">The blocks on the ways out.</param>
    public void Make(IReadOnlyList<BasicBlock> exits)
    {
        TakeHeader();
        Dominators dominators = new(function);
        foreach (Value value in UsedOutside())
        {
            Value variable = Variable(value);
            foreach (BasicBlock exit in exits)
            {
                if (exit == over && _whenOver.TryGetValue(value, out Value? last))
                    StoreAtEnd(exit, variable, last);
                else if (exit != over && dominators.Dominates(value.Block!, exit.Predecessors[0]))
                    StoreAtEnd(exit, variable, Phi(exit, value));
            }

            ReadOutside(value, variable);
        }
    }

    /// <summary>A phi of the header is written before the loop and at the end of each round, and read at the start of one.</summary>
    private void TakeHeader()
    {
        List<Value> phis = [.. loop.Header.Values.TakeWhile(v => v.Op == IrOp.Phi)];
        Dictionary<Value, Value> read = [];
        foreach (Value phi in phis)
        {
            Value variable = Variable(phi);
            for (int i = 0; i < phi.Operands.Count; i++)
                StoreAtEnd(loop.Header.Predecessors[i], variable, phi.Operands[i]);
            Value inside = Load(first.Values[0], variable, phi.Type);
            read.Add(phi, inside);
            _whenOver.Add(inside, Load(over.Values[0], variable, phi.Type));
        }

        loop.Header.Values.RemoveAll(phis.Contains);
        Edit.Replace(function, read);
    }

    private List<Value> UsedOutside()
    {
        List<Value> used = [];
        HashSet<Value> seen = [];
        foreach (BasicBlock block in function.Blocks.Where(b => !loop.Blocks.Contains(b)))
            used.AddRange(block.Values.SelectMany(v => v.Operands).Where(o => loop.Blocks.Contains(o.Block!) && seen.Add(o)));
        return used;
    }

    private void ReadOutside(Value value, Value variable)
    {
        foreach (BasicBlock block in function.Blocks.Where(b => !loop.Blocks.Contains(b)))
        {
            foreach (Value user in block.Values.ToArray())
            {
                for (int i = 0; i < user.Operands.Count; i++)
                {
                    if (user.Operands[i] != value || (user.Op == IrOp.Phi && loop.Blocks.Contains(block.Predecessors[i])))
                        continue;
                    user.Operands[i] = Load(user.Op == IrOp.Phi ? block.Predecessors[i].Terminator! : user, variable, value.Type);
                }
            }
        }
    }

    private Value Variable(Value value) => _b.Alloca(WidthOf(value.Type), WidthOf(value.Type));

    private static int WidthOf(IrType type) => type.Kind == IrKind.I32 ? 4 : 8;

    private Value Phi(BasicBlock exit, Value value)
    {
        Value phi = function.NewValue(IrOp.Phi, value.Type, value.Location, value);
        phi.Block = exit;
        exit.Values.Insert(0, phi);
        return phi;
    }

    private void StoreAtEnd(BasicBlock block, Value variable, Value value) =>
        Edit.InsertBefore(function, block.Terminator!, IrOp.Store, IrType.Void, variable, value).Width = WidthOf(value.Type);

    private Value Load(Value before, Value variable, IrType type)
    {
        Value load = Edit.InsertBefore(function, before, IrOp.Load, type, variable);
        load.Width = WidthOf(type);
        return load;
    }
}
