using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>A way out of a round that isn't the next one: to a block of the function with the loop, or out of that, too.</summary>
/// <param name="Number">What the round notes to say so, from 1.</param>
/// <param name="To">Where it leads; null where the function returns.</param>
/// <param name="Values">What the phis there get, or what is returned.</param>
/// <param name="Places">Where the round leaves each of them in the block of data; -1 for what the function with the loop has itself.</param>
internal sealed record RoundExit(int Number, BasicBlock? To, Value[] Values, int[] Places)
{
    /// <summary>Goes there where the round noted this exit; the builder stands behind that.</summary>
    /// <param name="b">At the end of a block.</param>
    /// <param name="data">The block of data.</param>
    public void Follow(FunctionBuilder b, Value data)
    {
        BasicBlock taken = b.AddBlock();
        BasicBlock next = b.AddBlock();
        b.Branch(b.Compare(IrOp.Eq, b.Load(IrType.I64, data, 0, 8), b.I64(Number)), taken, next);
        b.PositionAt(taken);
        Value[] values = [.. Values.Select((v, i) => Places[i] >= 0 ? RoundCopy.Load(b, data, Places[i], v.Type) : v.Op == IrOp.Const ? b.Const(v.Type, v.Constant) : v)];
        if (To is null)
        {
            b.Return(values.Length == 0 ? null : values[0]);
        }
        else
        {
            b.Jump(To);
            AddPhis(To, values);
        }

        b.PositionAt(next);
    }

    /// <summary>What the phis of a block get from another.</summary>
    public static Value[] PhisOf(BasicBlock from, BasicBlock to)
    {
        int edge = to.Predecessors.IndexOf(from);
        return [.. to.Values.TakeWhile(v => v.Op == IrOp.Phi).Select(v => v.Operands[edge])];
    }

    /// <summary>Takes an edge away, and gives what its phis got.</summary>
    public static Value[] TakeEdge(BasicBlock from, BasicBlock to)
    {
        Value[] values = PhisOf(from, to);
        Edit.RemoveEdge(from, to);
        return values;
    }

    /// <summary>Gives the phis of a block what they get from its last predecessor.</summary>
    public static void AddPhis(BasicBlock to, IReadOnlyList<Value> values)
    {
        for (int i = 0; i < values.Count; i++)
            to.Values[i].Operands.Add(values[i]);
    }
}
