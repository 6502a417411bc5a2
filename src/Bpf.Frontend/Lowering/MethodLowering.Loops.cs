using System;
using System.Linq;
using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using CfgBlock = Microsoft.CodeAnalysis.FlowAnalysis.BasicBlock;
using IrBlock = Bpf.Compiler.Ir.BasicBlock;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Loops ask for each round whether they may go on. That is what the compiler gives iterators of the kernel's to, or <c>may_goto</c>, where verifiers
/// could not follow all rounds; everywhere else the answer is yes, and goes.
/// </summary>
internal sealed partial class MethodLowering
{
    private const int RangeFirst = 0, RangeCount = 4;
    private const int MostNumbers = 8 * 1024 * 1024; // BPF_MAX_LOOPS, include/linux/bpf_verifier.h

    /// <summary>True where a block is come back to; loops over ranges ask for themselves.</summary>
    private bool IsLoopHead(CfgBlock block) => block.Predecessors.Any(p => p.Source.Ordinal >= block.Ordinal)
        && !(block.BranchValue is IInvocationOperation { TargetMethod.Name: "MoveNext" } call && EnumeratorOf(call.Instance) is RangeEnumerator or MapEnumerator);

    /// <summary>The loop that an empty block is which only goes back to itself; null for other blocks.</summary>
    private IOperation? EmptyLoop(CfgBlock block) => block.Operations.IsEmpty && block.BranchValue is null && block.FallThroughSuccessor?.Destination == block
        ? EmptyLoops.In(_graph!.OriginalOperation) : null;

    private void AskForRound(CfgBlock block)
    {
        if ((block.Operations.FirstOrDefault() ?? block.BranchValue ?? EmptyLoop(block)) is { } first) B.Location = LocationOf(first);
        IrBlock on = B.AddBlock();
        IrBlock over = B.AddBlock();
        B.Branch(B.MayGoOn(isBounded: false), on, over);
        B.PositionAt(over);
        Fault(FaultKind.None);
        B.PositionAt(on);
    }

    /// <summary>A condition for another round of a loop over a range: none has more numbers than the kernel's iterator, so where that is over, the loop is.</summary>
    private Value AndMayGoOn(Func<Value> condition)
    {
        IrBlock on = B.AddBlock();
        IrBlock over = B.AddBlock();
        IrBlock join = B.AddBlock();
        B.Branch(B.MayGoOn(isBounded: true), on, over);
        B.PositionAt(over);
        Value no = B.I32(0);
        B.Jump(join);
        B.PositionAt(on);
        Value isThere = condition();
        B.Jump(join);
        B.PositionAt(join);
        return B.Phi(IrType.I32, no, isThere);
    }

    private RangeEnumerator NumbersOf(Place range)
    {
        RangeEnumerator numbers = new(B.Alloca(4, 4), B.Alloca(4, 4), B.Alloca(4, 4), B.Alloca(4, 4));
        B.Store(numbers.First, 0, B.Load(IrType.I32, range.Address, range.Offset + RangeFirst, 4), 4);
        B.Store(numbers.Count, 0, B.Load(IrType.I32, range.Address, range.Offset + RangeCount, 4), 4);
        B.Store(numbers.Next, 0, B.I32(0), 4);
        return numbers;
    }

    /// <summary>A range in memory.</summary>
    /// <param name="first">Its first number.</param>
    /// <param name="count">How many it has, where they are not too many.</param>
    /// <param name="isRange">1 where <paramref name="count"/> says that; 0 for an empty range.</param>
    /// <param name="where">What makes it.</param>
    public Operand RangeOf(Value first, Value count, Value isRange, IOperation where)
    {
        Place range = Temporary(where.Type!, where, null);
        B.Store(range.Address, range.Offset + RangeFirst, first, 4);
        B.Store(range.Address, range.Offset + RangeCount, B.I32(0), 4);
        When(isRange, () => When(B.Compare(IrOp.LeU, count, B.I32(MostNumbers)), () => B.Store(range.Address, range.Offset + RangeCount, count, 4)));
        return Operand.In(range, isOwned: true);
    }
}
