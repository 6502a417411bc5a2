using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Finds records of ring buffers that are submitted before all of their fields are written: memory of a ring is not cleared, so readers would see what an
/// earlier record had there. A kernel doesn't mind.
/// </summary>
/// <remarks>Says nothing where it cannot follow the record: through memory, through a function of its own, or where two records meet.</remarks>
internal sealed class UnwrittenFieldsCheck
{
    private readonly Value _record;
    private readonly RecordLayout _layout;
    private readonly Dictionary<Value, long> _offsets = [];
    private readonly HashSet<long> _variable = []; // where places that vary start: a loop may write all of what is there
    private readonly Dictionary<BasicBlock, bool[]> _atEnd = [];

    private UnwrittenFieldsCheck(Value record, RecordLayout layout)
    {
        _record = record;
        _layout = layout;
        _offsets.Add(record, 0);
    }

    /// <summary>A warning for each submit of a record with fields that some path leaves out.</summary>
    /// <param name="function">A function after the passes.</param>
    /// <param name="records">The records of the module's ring buffers, by map.</param>
    public static IEnumerable<BpfDiagnostic> Run(Function function, IReadOnlyDictionary<string, RecordLayout> records)
    {
        foreach (Value reserve in function.Blocks.SelectMany(b => b.Values).Where(v => v is { Op: IrOp.CallHelper, Helper: HelperId.RingbufReserve }))
        {
            if (reserve.Operands[0] is not { Op: IrOp.MapAddress, Symbol: { } map } || !records.TryGetValue(map, out RecordLayout? layout))
                continue;
            foreach (BpfDiagnostic found in new UnwrittenFieldsCheck(reserve, layout).Check(function, map))
                yield return found;
        }
    }

    private IEnumerable<BpfDiagnostic> Check(Function function, string map)
    {
        if (!FollowPointers(function))
            yield break;
        List<BasicBlock> order = [.. new Dominators(function).ReversePostOrder];
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (BasicBlock block in order)
            {
                bool[] written = AtStartOf(block);
                foreach (Value value in block.Values)
                    Write(value, written);
                if (_atEnd.TryGetValue(block, out bool[]? known) && known.SequenceEqual(written))
                    continue;
                _atEnd[block] = written;
                changed = true;
            }
        }

        foreach (BasicBlock block in order)
        {
            bool[] written = AtStartOf(block);
            foreach (Value value in block.Values)
            {
                if (value is { Op: IrOp.CallHelper, Helper: HelperId.RingbufSubmit } && _offsets.ContainsKey(value.Operands[0]) && Missing(written) is { Length: > 0 } missing)
                    yield return new BpfDiagnostic(Rules.FieldsNotWritten, value.Location ?? function.Location, [missing, map]);
                Write(value, written);
            }
        }
    }

    private string Missing(bool[] written) => string.Join(", ", _layout.Fields
        .Where(field => Enumerable.Range(field.Offset, field.Size).Any(i => i < written.Length && !written[i]))
        .Select(field => field.Name));

    /// <summary>Where pointers into the record point; false where one goes where it cannot be followed.</summary>
    private bool FollowPointers(Function function)
    {
        for (bool grew = true; grew;)
        {
            grew = false;
            foreach (Value value in function.Blocks.SelectMany(b => b.Values))
            {
                if (value is { Op: IrOp.PtrAdd, Operands: [var pointer] } && _offsets.TryGetValue(pointer, out long offset) && !_offsets.ContainsKey(value))
                {
                    _offsets.Add(value, offset + value.Constant);
                    grew = true;
                }
                else if (value is { Op: IrOp.PtrAdd, Operands: [var start, _] } && _offsets.TryGetValue(start, out long from))
                {
                    grew |= _variable.Add(from + value.Constant);
                }
                else if (value.Op is IrOp.Phi or IrOp.Bitcast && value.Operands.Any(_offsets.ContainsKey))
                {
                    return false;
                }
            }
        }

        return !function.Blocks.SelectMany(b => b.Values).Any(v => v.Op == IrOp.Store && _offsets.ContainsKey(v.Operands[1]));
    }

    /// <summary>What every way into a block has written; all of it where no way is known yet.</summary>
    private bool[] AtStartOf(BasicBlock block)
    {
        bool[] written = [.. Enumerable.Repeat(true, _layout.Size)];
        foreach (BasicBlock from in block.Predecessors)
        {
            if (!_atEnd.TryGetValue(from, out bool[]? there))
                continue;
            for (int i = 0; i < written.Length; i++)
                written[i] &= there[i];
        }

        return written;
    }

    private void Write(Value value, bool[] written)
    {
        if (value == _record)
        {
            Array.Clear(written, 0, written.Length);
            foreach ((int offset, int length) in _layout.Padding)
                Mark(written, offset, length);
            foreach (long offset in _variable)
                MarkFields(written, offset);
            return;
        }

        switch (value.Op)
        {
            case IrOp.Store or IrOp.Atomic when _offsets.TryGetValue(value.Operands[0], out long at):
                Mark(written, at + value.Constant, value.Width);
                break;
            case IrOp.Zero when _offsets.TryGetValue(value.Operands[0], out long at):
                Mark(written, at + value.Constant, value.Length);
                break;
            case IrOp.Copy when _offsets.TryGetValue(value.Operands[0], out long at):
                Mark(written, at, value.Length);
                break;
            // What a call does isn't known.
            case IrOp.CallHelper or IrOp.Call or IrOp.CallKfunc when value.Operands.Any(o => _offsets.ContainsKey(o)):
                foreach (long from in value.Operands.Where(_offsets.ContainsKey).Select(o => _offsets[o]))
                    MarkFields(written, from);
                break;
        }
    }

    /// <summary>Marks the field at an offset; all of the record where it is the start.</summary>
    private void MarkFields(bool[] written, long offset)
    {
        if (offset == 0)
            Mark(written, 0, _layout.Size);
        foreach (RecordField field in _layout.Fields.Where(f => f.Offset <= offset && offset < f.Offset + f.Size))
            Mark(written, field.Offset, field.Size);
    }

    private static void Mark(bool[] written, long offset, int length)
    {
        for (long i = Math.Max(offset, 0); i < Math.Min(offset + length, written.Length); i++)
            written[i] = true;
    }
}
