using System;
using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>Branches inside of an expression.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Emits something that runs only where a condition holds.</summary>
    public void When(Value condition, Action then)
    {
        if (condition.Op == IrOp.Const)
        {
            if (condition.Constant != 0) then();
            return;
        }

        BasicBlock yes = B.AddBlock();
        BasicBlock join = B.AddBlock();
        B.Branch(condition, yes, join);
        B.PositionAt(yes);
        then();
        B.Jump(join);
        B.PositionAt(join);
    }

    /// <summary>Does one of two things.</summary>
    public void When(Value condition, Action then, Action otherwise)
    {
        BasicBlock yes = B.AddBlock(), no = B.AddBlock(), join = B.AddBlock();
        B.Branch(condition, yes, no);
        B.PositionAt(yes);
        then();
        B.Jump(join);
        B.PositionAt(no);
        otherwise();
        B.Jump(join);
        B.PositionAt(join);
    }

    /// <summary>1 where a condition holds and then another; the other is evaluated only where the first holds.</summary>
    private Value Both(Value first, Func<Value> second)
    {
        if (first.Op == IrOp.Const) return first.Constant != 0 ? second() : first;
        Value result = B.Alloca(4, 4);
        B.Store(result, 0, B.I32(0), 4);
        When(first, () => B.Store(result, 0, second(), 4));
        return B.Load(IrType.I32, result, 0, 4);
    }

    /// <summary>Emits a loop that counts from 0.</summary>
    /// <param name="count">How often, i32.</param>
    /// <param name="body">What is done in a round, given its number.</param>
    /// <param name="goOn">Done after that: gives 0 to leave the loop. Null to go on to the end.</param>
    public void Repeat(Value count, Action<Value> body, Func<Value, Value>? goOn)
    {
        Value counter = B.Alloca(4, 4);
        B.Store(counter, 0, B.I32(0), 4);
        BasicBlock head = B.AddBlock();
        BasicBlock round = B.AddBlock();
        BasicBlock end = B.AddBlock();
        B.Jump(head);
        B.PositionAt(head);
        Value i = B.Load(IrType.I32, counter, 0, 4, signed: true);
        B.Branch(B.Compare(IrOp.LtU, i, count), round, end);
        B.PositionAt(round);
        body(i);
        Value? again = goOn?.Invoke(i);
        B.Store(counter, 0, B.Binary(IrOp.Add, i, B.I32(1)), 4);
        if (again is null) B.Jump(head);
        else B.Branch(again, head, end);
        B.PositionAt(end);
    }

    private Value Not(Value condition) => condition.Op == IrOp.Const ? B.I32(condition.Constant == 0 ? 1 : 0) : B.Compare(IrOp.Eq, condition, B.I32(0));
}
