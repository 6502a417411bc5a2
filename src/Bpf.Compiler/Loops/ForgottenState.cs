using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>
/// What a round changes on the stack, for kernels that verify a callback as if it were called just once (<see cref="IrOp.FollowsCallbacks"/>): what is there
/// before the first call they take for what is there in each, and what one call leaves for what is left in the end, also where there is no element; by that
/// they remove branches. So they are made to forget it, before and behind the call.
/// </summary>
internal sealed class ForgottenState
{
    private const int Word = 8;

    private readonly HashSet<(Value Memory, int Offset, int Width)> _words = [];

    private ForgottenState()
    {
    }

    /// <summary>Finds what a round reaches by addresses; pointers that variables hold stay as they are.</summary>
    /// <param name="function">The function with the loop.</param>
    /// <param name="captured">What is handed to the round.</param>
    /// <param name="blocks">The round.</param>
    public static ForgottenState Of(Function function, IEnumerable<Value> captured, List<BasicBlock> blocks)
    {
        HashSet<Value> memory = [.. captured.Select(c => c.Root).Where(r => r.Op == IrOp.Alloca)];
        foreach (Value value in function.Blocks.Concat(blocks).SelectMany(b => b.Values))
        {
            if (value.Op == IrOp.Load && value.Type.IsPtr) memory.Remove(value.Operands[0].Root);
            if (value.Op == IrOp.Store && value.Operands[1].Type.IsPtr) memory.Remove(value.Operands[0].Root);
        }

        ForgottenState state = new();
        foreach (Value variable in memory)
        {
            ZeroAtEntry(function, variable);
            int width = Math.Min(Word, variable.Width);
            for (int offset = 0; offset < variable.Constant; offset += width)
            {
                while (width > variable.Constant - offset) width /= 2;
                state._words.Add((variable, offset, width));
            }
        }

        HashSet<Value> foreign = ForeignOf(captured);
        foreach (Value write in blocks.SelectMany(b => b.Values))
            if (write.Op == IrOp.Store && !write.Operands[1].Type.IsPtr && PlaceOf(write) is { } place && foreign.Contains(place.Root)) state._words.Add((place.Root, place.Offset, write.Width));
        return state;
    }

    /// <summary>
    /// Memory of a caller's, of which only the address is known here, is forgotten whenever it is read. For what reads it in the round, too, this is done before
    /// that becomes a function.
    /// </summary>
    /// <param name="function">The function with the loop.</param>
    /// <param name="captured">What is handed to the round.</param>
    public static void ForgetReads(Function function, IEnumerable<Value> captured)
    {
        HashSet<Value> foreign = ForeignOf(captured);
        if (foreign.Count == 0) return;
        Dictionary<Value, Value> forgotten = [];
        foreach (BasicBlock block in function.Blocks)
        {
            for (int i = block.Values.Count - 1; i >= 0; i--)
            {
                Value read = block.Values[i];
                if (read.Op != IrOp.Load || read.Type.IsPtr || !foreign.Contains(read.Operands[0].Root)) continue;
                Value value = function.NewValue(IrOp.Forget, read.Type, read.Location);
                value.Block = block;
                block.Values.Insert(i + 1, value);
                forgotten.Add(read, value);
            }
        }

        Edit.Replace(function, forgotten);
        foreach (KeyValuePair<Value, Value> one in forgotten)
            one.Value.Operands.Add(one.Key);
    }

    /// <summary>Makes verifiers forget it.</summary>
    /// <param name="b">In front of the call, or behind.</param>
    /// <param name="data">The block of data that the round is handed.</param>
    /// <param name="changed">Words of it that the round changes.</param>
    public void Forget(FunctionBuilder b, Value data, IReadOnlyCollection<int> changed)
    {
        if (_words.Count + changed.Count == 0) return;
        BasicBlock once = b.AddBlock();
        BasicBlock going = b.AddBlock();
        b.Branch(b.FollowsCallbacks(), going, once);
        b.PositionAt(once);
        foreach (int offset in changed)
            Forget(b, data, offset, Word);
        foreach ((Value memory, int offset, int width) in _words)
            Forget(b, memory, offset, width);

        b.Jump(going);
        b.PositionAt(going);
    }

    private static void Forget(FunctionBuilder b, Value memory, int offset, int width) =>
        b.Store(memory, offset, b.Forget(b.Load(width == Word ? IrType.I64 : IrType.I32, memory, offset, width)), width);

    /// <summary>Addresses of memory of a caller's.</summary>
    private static HashSet<Value> ForeignOf(IEnumerable<Value> captured) =>
        [.. captured.Select(c => c.Root).Where(r => r is { Op: not IrOp.Alloca, Type: { IsPtr: true, Provenance: Provenance.Stack } })];

    /// <summary>Which bytes a store writes, from where the memory starts that its address is in; null where that varies.</summary>
    private static (Value Root, int Offset)? PlaceOf(Value store)
    {
        long offset = store.Constant;
        Value pointer = store.Operands[0];
        for (; pointer.Op == IrOp.PtrAdd; pointer = pointer.Operands[0])
        {
            if (pointer.Operands.Count > 1) return null;
            offset += pointer.Constant;
        }

        return (pointer, (int)offset);
    }

    /// <summary>Only what was written can be read.</summary>
    private static void ZeroAtEntry(Function function, Value variable)
    {
        BasicBlock entry = function.Blocks[0];
        if (entry.Values.Any(v => v.Op == IrOp.Zero && v.Operands[0] == variable && v.Length == variable.Constant)) return;
        Value zero = function.NewValue(IrOp.Zero, IrType.Void, variable.Location, variable);
        zero.Length = (int)variable.Constant;
        zero.Block = entry;
        entry.Values.Insert(entry.Values.FindLastIndex(v => v.Op is IrOp.Alloca or IrOp.Param) + 1, zero);
    }
}
