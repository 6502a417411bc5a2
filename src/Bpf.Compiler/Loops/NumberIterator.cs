using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Loops;

/// <summary>
/// Gives a loop an iterator over the numbers from 0: made before the loop, asked in each round, destroyed on each way out. What the loop counts by a
/// constant step is computed from the iterator's number, which is a new one to the verifier in each round; counted by itself it would never be the same
/// in two rounds, and no round like another.
/// </summary>
internal static class NumberIterator
{
    private const string New = "bpf_iter_num_new", Next = "bpf_iter_num_next", Destroy = "bpf_iter_num_destroy";
    private const int Size = 8;

    private static readonly IrType s_number = IrType.Ptr(Provenance.Btf);

    /// <summary>The prototype of one of the functions, as kernel/bpf/bpf_iter.c declares them; 0 for other names.</summary>
    public static int PrototypeOf(string function, BtfBuilder types)
    {
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        BtfParameter iterator = new("it", types.AddPtr(types.AddStruct("bpf_iter_num", Size, [])));
        return function switch
        {
            New => types.AddFuncProto(number, [iterator, new("start", number), new("end", number)]),
            Next => types.AddFuncProto(types.AddPtr(number), [iterator]),
            Destroy => types.AddFuncProto(0, [iterator]),
            _ => 0,
        };
    }

    /// <summary>True where a kernel lets programs of a type have one.</summary>
    public static bool IsOffered(KernelProfile kernel, ProgramType program) => kernel.Kfuncs.TryGetValue(program, out ImmutableHashSet<string>? offered)
        ? offered.Contains(New)
        : kernel.Btf is { } types && types.Find(New, BtfKind.Func) != 0;

    /// <summary>Gives a loop one.</summary>
    /// <param name="function">The function.</param>
    /// <param name="loop">The loop; its header ends in the branch on the guard.</param>
    /// <param name="before">The block before it, which goes nowhere else.</param>
    /// <param name="guard">What asks for another round; becomes the answer.</param>
    public static void Give(Function function, NaturalLoop loop, BasicBlock before, Value guard)
    {
        Value iterator = new FunctionBuilder(function) { Location = guard.Location }.Alloca(Size, Size);
        List<Induction> counted = [.. loop.Header.Values.Select(v => Induction.Of(loop, v)).OfType<Induction>()];

        Value start = Insert(before.Terminator!, IrOp.Const, IrType.I32);
        Value end = Insert(before.Terminator!, IrOp.Const, IrType.I32);
        end.Constant = LoopGuards.MostRounds;
        Insert(before.Terminator!, IrOp.CallKfunc, IrType.I32, iterator, start, end).Symbol = New;

        Value number = Insert(guard, IrOp.CallKfunc, s_number, iterator);
        number.Symbol = Next;
        Value none = Insert(guard, IrOp.Null, s_number);
        Edit.Rewrite(guard, IrOp.Ne, number, none);
        guard.Constant = 0;
        List<BasicBlock> exits = LoopEdges.Exits(function, loop);
        if (counted.Count > 0)
            exits.Add(Count(function, loop, counted, number));
        foreach (BasicBlock exit in exits)
            Insert(exit.Values[0], IrOp.CallKfunc, IrType.Void, iterator).Symbol = Destroy;

        Value Insert(Value at, IrOp op, IrType type, params Value[] operands) => Edit.InsertBefore(function, at, op, type, operands);
    }

    /// <summary>Computes what the loop counts from the iterator's number.</summary>
    /// <returns>Where a number that no iterator gives would go: verifiers don't know their range.</returns>
    private static BasicBlock Count(Function function, NaturalLoop loop, List<Induction> counted, Value number)
    {
        BasicBlock asked = LoopEdges.Split(function, loop.Header, 0);
        BasicBlock inRange = LoopEdges.Split(function, asked, 0);
        BasicBlock outOfRange = function.AddBlock();
        asked.Values.Clear();
        Value round = Append(asked, IrOp.Load, IrType.I32, number);
        round.Width = 4;
        Value limit = Append(asked, IrOp.Const, IrType.I32);
        limit.Constant = LoopGuards.MostRounds;
        Append(asked, IrOp.Branch, IrType.Void, Append(asked, IrOp.LtU, IrType.I32, round, limit)).Targets = [inRange, outOfRange];
        outOfRange.Predecessors.Add(asked);
        Append(outOfRange, IrOp.Trap, IrType.Void);

        Value jump = inRange.Terminator!;
        Dictionary<Value, Value> computed = [];
        foreach (Induction one in counted)
        {
            Value value = one.Phi.Type.Kind == IrKind.I64 ? Insert(IrOp.ZExt, IrType.I64, round) : round;
            Value step = Insert(IrOp.Const, one.Phi.Type);
            step.Constant = one.Step;
            computed.Add(one.Phi, Insert(IrOp.Add, one.Phi.Type, one.Start, Insert(IrOp.Mul, one.Phi.Type, value, step)));
        }

        ReplaceBelow(function, inRange, computed);
        return outOfRange;

        Value Append(BasicBlock block, IrOp op, IrType type, params Value[] operands) => LoopEdges.Append(function, block, op, type, operands);
        Value Insert(IrOp op, IrType type, params Value[] operands) => Edit.InsertBefore(function, jump, op, type, operands);
    }

    /// <summary>Puts values in place of others where a block is always run before.</summary>
    private static void ReplaceBelow(Function function, BasicBlock top, Dictionary<Value, Value> replacements)
    {
        Dominators dominators = new(function);
        foreach (BasicBlock block in function.Blocks.Where(dominators.IsReached))
        {
            foreach (Value user in block.Values)
            {
                for (int i = 0; i < user.Operands.Count; i++)
                {
                    BasicBlock at = user.Op == IrOp.Phi ? block.Predecessors[i] : block;
                    if (replacements.TryGetValue(user.Operands[i], out Value? value) && dominators.IsReached(at) && dominators.Dominates(top, at))
                        user.Operands[i] = value;
                }
            }
        }
    }
}
