using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Restores SSA after a block was given a second copy: a value that now has one definition in each gets phis where the two meet.
/// </summary>
/// <remarks>Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", CC 2013: values are looked up through predecessors.</remarks>
internal sealed class SsaRepair
{
    private readonly Function _function;
    private readonly Value _original;
    private readonly Dictionary<BasicBlock, Value> _atEnd = [];

    private SsaRepair(Function function, Value original)
    {
        _function = function;
        _original = original;
    }

    /// <summary>Repairs all uses of some values.</summary>
    /// <param name="function">The function.</param>
    /// <param name="values">The values, all defined in <paramref name="block"/>.</param>
    /// <param name="block">Their block.</param>
    /// <param name="copy">The block that has other definitions of them.</param>
    /// <param name="definitions">Those definitions.</param>
    public static void Run(Function function, IEnumerable<Value> values, BasicBlock block, BasicBlock copy, Dictionary<Value, Value> definitions)
    {
        foreach (Value value in values.ToArray())
        {
            SsaRepair repair = new(function, value);
            repair._atEnd[block] = value;
            repair._atEnd[copy] = definitions[value];
            repair.RewriteUses(block, copy);
        }
    }

    private void RewriteUses(BasicBlock block, BasicBlock copy)
    {
        foreach (BasicBlock user in _function.Blocks.ToArray())
        {
            if (user == copy)
                continue;
            foreach (Value value in user.Values.ToArray())
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    if (value.Operands[i] != _original)
                        continue;
                    if (value.Op == IrOp.Phi)
                        value.Operands[i] = AtEnd(user.Predecessors[i]);
                    else if (user != block)
                        value.Operands[i] = AtStart(user);
                }
            }
        }
    }

    private Value AtEnd(BasicBlock block)
    {
        if (_atEnd.TryGetValue(block, out Value? value))
            return value;
        return AtStart(block);
    }

    private Value AtStart(BasicBlock block)
    {
        // No block but the two defines it, so what holds at the start of any other holds at its end.
        if (_atEnd.TryGetValue(block, out Value? known) && !(known.Block == block && known.Op != IrOp.Phi) && block != _original.Block)
            return known;
        if (block.Predecessors.Count == 1)
            return _atEnd[block] = AtEnd(block.Predecessors[0]);
        Value phi = _function.NewValue(IrOp.Phi, _original.Type, _original.Location);
        phi.Block = block;
        block.Values.Insert(0, phi);
        _atEnd[block] = phi;
        foreach (BasicBlock predecessor in block.Predecessors)
            phi.Operands.Add(AtEnd(predecessor));
        return phi;
    }
}
