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
/// constant step is computed from the iterator's number (<see cref="RoundNumbers"/>).
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
        {
            exits.Add(RoundNumbers.Count(function, loop, counted, block =>
            {
                Value round = LoopEdges.Append(function, block, IrOp.Load, IrType.I32, number);
                round.Width = 4;
                return round;
            }));
        }

        foreach (BasicBlock exit in exits)
            Insert(exit.Values[0], IrOp.CallKfunc, IrType.Void, iterator).Symbol = Destroy;

        Value Insert(Value at, IrOp op, IrType type, params Value[] operands) => Edit.InsertBefore(function, at, op, type, operands);
    }
}
