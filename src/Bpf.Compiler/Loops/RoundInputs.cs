using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Loops;

/// <summary>What a round of a loop uses and does not make itself.</summary>
internal sealed class RoundInputs
{
    private readonly List<Value> _zeroed = [];

    private readonly bool _mayOwn;

    private RoundInputs(bool mayOwn) => _mayOwn = mayOwn;

    /// <summary>Values that are handed to it.</summary>
    public List<Value> Captured { get; } = [];

    /// <summary>Values that it makes again.</summary>
    public List<Value> Remade { get; } = [];

    /// <summary>Stack memory that nothing else uses: it becomes the round's own.</summary>
    public List<Value> Own { get; } = [];

    /// <summary>Variables that live in registers where they can: their values are handed over, and back where the round changes them.</summary>
    public List<CarriedVariable> Carried { get; } = [];

    /// <summary>What fills memory of <see cref="Own"/> with zero before the loop, for its padding.</summary>
    public IReadOnlyList<Value> Zeroed => _zeroed;

    /// <summary>Finds them.</summary>
    /// <param name="function">The function with the loop.</param>
    /// <param name="blocks">The round, each block before those it dominates.</param>
    /// <param name="parameters">Values that are the round's by other ways.</param>
    /// <param name="mayOwn">True where what only the round uses holds nothing from one round for the next.</param>
    public static RoundInputs Of(Function function, List<BasicBlock> blocks, Value[] parameters, bool mayOwn)
    {
        RoundInputs inputs = new(mayOwn);
        HashSet<BasicBlock> inside = [.. blocks];
        HashSet<Value> used = [.. parameters];
        Dictionary<Value, List<Value>> uses = UsesOfMemory(function);
        foreach (Value operand in blocks.SelectMany(b => b.Values).SelectMany(v => v.Operands))
        {
            if (inside.Contains(operand.Block!) || !used.Add(operand)) continue;
            if (operand.Op == IrOp.Alloca) inputs.AddMemory(operand, uses[operand], function.Blocks[0], inside);
            else (IsRemade(operand) ? inputs.Remade : inputs.Captured).Add(operand);
        }

        return inputs;
    }

    /// <summary>Takes what became the round's own out of the function with the loop.</summary>
    public void RemoveMoved()
    {
        foreach (Value value in (List<Value>)[.. _zeroed, .. Own])
            value.Block!.Values.Remove(value);
    }

    private void AddMemory(Value memory, List<Value> uses, BasicBlock entry, HashSet<BasicBlock> inside)
    {
        Value[] outside = [.. uses.Where(u => !inside.Contains(u.Block!))];
        if (_mayOwn && outside.All(u => u.Op == IrOp.Zero && u.Block == entry))
        {
            Own.Add(memory);
            _zeroed.AddRange(outside);
        }
        else if (CarriedVariable.Of(memory, uses, inside) is { } carried)
        {
            Carried.Add(carried);
        }
        else
        {
            Captured.Add(memory);
        }
    }

    private static Dictionary<Value, List<Value>> UsesOfMemory(Function function)
    {
        Dictionary<Value, List<Value>> uses = [];
        foreach (Value value in function.Blocks.SelectMany(b => b.Values))
        {
            foreach (Value memory in value.Operands.Where(o => o.Op == IrOp.Alloca))
            {
                if (!uses.TryGetValue(memory, out List<Value>? list)) uses.Add(memory, list = []);
                list.Add(value);
            }
        }

        return uses;
    }

    /// <summary>True for what is the same wherever it is asked for.</summary>
    private static bool IsRemade(Value value) => value.Op is IrOp.Const or IrOp.Null or IrOp.MapAddress or IrOp.GlobalAddress or IrOp.FunctionAddress
        or IrOp.ExternAddress or IrOp.CoreValue or IrOp.RegisterOffset or IrOp.HasHelper or IrOp.HasKfunc;
}
