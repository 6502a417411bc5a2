using System.Collections.Generic;
using System.Linq;

namespace Bpf.Compiler.Ir;

/// <summary>Copies functions, so that one can be lowered in more than one way.</summary>
internal static class FunctionCopy
{
    public static Function Copy(this Function function)
    {
        Function copy = new(function.Name, function.Parameters, function.ReturnType)
        {
            Program = function.Program,
            Global = function.Global,
            Location = function.Location,
            Needs = function.Needs,
        };
        Dictionary<BasicBlock, BasicBlock> blocks = function.Blocks.ToDictionary(b => b, _ => copy.AddBlock());
        Dictionary<Value, Value> values = [];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
                values.Add(value, value.CopyFor(copy, [.. value.Targets.Select(t => blocks[t])]));
        }

        foreach (BasicBlock block in function.Blocks)
        {
            BasicBlock target = blocks[block];
            target.Predecessors.AddRange(block.Predecessors.Select(p => blocks[p]));
            foreach (Value value in block.Values)
            {
                Value made = values[value];
                made.Block = target;
                made.Operands.AddRange(value.Operands.Select(o => values[o]));
                target.Values.Add(made);
            }
        }

        return copy;
    }

    /// <summary>A copy of a value for another function, without operands and in no block.</summary>
    public static Value CopyFor(this Value value, Function function, BasicBlock[] targets)
    {
        Value copy = function.NewValue(value.Op, value.Type, value.Location);
        copy.Constant = value.Constant;
        copy.Width = value.Width;
        copy.Signed = value.Signed;
        copy.Length = value.Length;
        copy.IsVolatile = value.IsVolatile;
        copy.Range = value.Range;
        copy.Helper = value.Helper;
        copy.Atomic = value.Atomic;
        copy.Fault = value.Fault;
        copy.Symbol = value.Symbol;
        copy.Targets = targets;
        return copy;
    }
}
