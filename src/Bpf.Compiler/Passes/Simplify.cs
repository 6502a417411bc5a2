using System.Collections.Generic;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Constant folding and algebraic identities, each keeping C#'s meaning (wrap-around, masked counts). Every value is brought to one form
/// (constants right, subtraction of constants as addition, nested constants summed), so that equal values look equal to the passes that follow.
/// </summary>
internal sealed partial class Simplify
{
    private readonly Function _function;
    private readonly Dictionary<Value, Value> _replacements = [];
    private readonly Dictionary<Value, int> _uses;
    private bool _changed;

    private Simplify(Function function)
    {
        _function = function;
        _uses = UseCounts.Of(function);
    }

    public static bool Run(Function function)
    {
        bool any = false;
        Simplify pass;
        do
        {
            pass = new Simplify(function);
            pass.Once();
            any |= pass._changed;
        }
        while (pass._changed);
        return any;
    }

    private void Once()
    {
        foreach (BasicBlock block in _function.Blocks)
        {
            foreach (Value value in block.Values.ToArray())
            {
                for (int i = 0; i < value.Operands.Count; i++)
                {
                    while (_replacements.TryGetValue(value.Operands[i], out Value? replacement))
                        value.Operands[i] = replacement;
                }

                Visit(value);
            }
        }

        foreach (BasicBlock block in _function.Blocks)
            block.Values.RemoveAll(_replacements.ContainsKey);
        Edit.Replace(_function, _replacements);
    }

    private void Visit(Value value)
    {
        if (Evaluator.Evaluate(value) is { } constant)
        {
            Edit.MakeConstant(value, constant);
            _changed = true;
            return;
        }

        Value? same = value.Op switch
        {
            IrOp.Phi => null,
            >= IrOp.Add and <= IrOp.ShrS => Binary(value),
            >= IrOp.Eq and <= IrOp.LeS => Compare(value),
            IrOp.Trunc or IrOp.ZExt or IrOp.SExt or IrOp.SExtIn or IrOp.ZExtIn or IrOp.ByteSwap or IrOp.Bitcast => Convert(value),
            IrOp.PtrAdd => PointerAdd(value),
            IrOp.Load or IrOp.Store or IrOp.Zero or IrOp.Atomic => Access(value),
            IrOp.Branch => Branch(value),
            _ => null,
        };
        if (same is not null && same != value)
        {
            _replacements[value] = same;
            _changed = true;
        }
    }

    private Value Constant(Value before, IrType type, long constant)
    {
        Value made = Edit.InsertBefore(_function, before, IrOp.Const, type);
        made.Constant = type.Kind == IrKind.I32 ? (int)constant : constant;
        return made;
    }

    private void Rewrite(Value value, IrOp op, params Value[] operands)
    {
        Edit.Rewrite(value, op, operands);
        _changed = true;
    }

    private void MakeConstant(Value value, long constant)
    {
        Edit.MakeConstant(value, constant);
        _changed = true;
    }

    /// <summary>False where another use may have learnt something of the value (a comparison): both must go on using the same one.</summary>
    private bool IsUsedOnce(Value value) => _uses.TryGetValue(value, out int uses) && uses == 1;

    private static bool IsConst(Value value, long constant) => value.Op == IrOp.Const && value.Constant == constant;

    private Value? PointerAdd(Value value)
    {
        Value pointer = value.Operands[0];
        if (value.Operands.Count == 2 && value.Operands[1].Op == IrOp.Const)
        {
            value.Constant += value.Operands[1].Constant;
            value.Operands.RemoveAt(1);
            _changed = true;
        }

        if (value.Operands.Count == 1)
        {
            if (value.Constant == 0)
                return pointer;
            if (pointer is { Op: IrOp.PtrAdd, Operands.Count: 1 })
            {
                value.Constant += pointer.Constant;
                Rewrite(value, IrOp.PtrAdd, pointer.Operands[0]);
            }
            else if (pointer.Op == IrOp.GlobalAddress && value.Constant + pointer.Constant >= 0)
            {
                value.Constant += pointer.Constant;
                value.Symbol = pointer.Symbol;
                Rewrite(value, IrOp.GlobalAddress);
            }

            return null;
        }

        // base + (index + constant): the constant goes last, where loads and stores hold it for nothing, and all pointers
        // into one element share base + index, which is what the verifier's knowledge hangs on.
        long constant = value.Constant;
        Value index = value.Operands[1];
        if (pointer is { Op: IrOp.PtrAdd, Operands.Count: 1 } && pointer.Type.Provenance != Provenance.Packet)
        {
            constant += pointer.Constant;
            pointer = pointer.Operands[0];
        }

        if (constant == 0)
            return null;
        Value element = Edit.InsertBefore(_function, value, IrOp.PtrAdd, pointer.Type, pointer, index);
        value.Constant = constant;
        Rewrite(value, IrOp.PtrAdd, element);
        return null;
    }

    /// <summary>Loads and stores take constant offsets into their own.</summary>
    private Value? Access(Value value)
    {
        if (value.Operands[0] is { Op: IrOp.PtrAdd, Operands.Count: 1 } pointer && value.Constant + pointer.Constant == (short)(value.Constant + pointer.Constant))
        {
            value.Constant += pointer.Constant;
            value.Operands[0] = pointer.Operands[0];
            _changed = true;
        }

        // A store writes the low bytes: what only changes the others is not needed.
        if (value.Op == IrOp.Store)
        {
            Value stored = value.Operands[1];
            if ((stored.Op is IrOp.ZExtIn or IrOp.SExtIn && stored.Width >= value.Width)
                || (stored.Op is IrOp.ZExt or IrOp.SExt && value.Width <= 4)
                || (stored.Op == IrOp.Trunc && value.Width <= 4))
            {
                value.Operands[1] = stored.Operands[0];
                _changed = true;
            }
        }

        return null;
    }

    private Value? Branch(Value branch)
    {
        Value condition = branch.Operands[0];
        if (condition.Op is IrOp.Eq or IrOp.Ne && IsConst(condition.Operands[1], 0) && condition.Operands[0] is { Type.Kind: IrKind.I32 } inner && inner.Op.IsComparison())
        {
            // A comparison of a comparison with 0 is the comparison, or its opposite.
            branch.Operands[0] = inner;
            if (condition.Op == IrOp.Eq)
                branch.Targets = [branch.Targets[1], branch.Targets[0]];
            _changed = true;
        }

        return null;
    }
}
