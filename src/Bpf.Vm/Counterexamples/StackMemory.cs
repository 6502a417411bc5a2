using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Isa;

namespace Bpf.Vm.Counterexamples;

/// <summary>What a call frame's stack holds, byte by byte; offsets count from its end, so they are negative.</summary>
internal sealed class StackMemory
{
    private readonly Dictionary<long, (Value Whole, int Byte, int Size)> _bytes = [];

    /// <summary>Stores a value; null for one that is not followed.</summary>
    public void Store(long offset, int size, Value? value)
    {
        for (int i = 0; i < size; i++)
        {
            if (value is null) _bytes.Remove(offset + i);
            else _bytes[offset + i] = (value, i, size);
        }
    }

    /// <summary>Forgets all from an offset on.</summary>
    public void Forget(long from)
    {
        foreach (long offset in _bytes.Keys.Where(offset => offset >= from).ToArray()) _bytes.Remove(offset);
    }

    /// <summary>Loads what was stored as a whole, a part of it, or input bytes that stand in a row; null for all else.</summary>
    public Value? Load(long offset, int size)
    {
        if (!_bytes.TryGetValue(offset, out var first)) return null;
        for (int i = 1; i < size; i++)
        {
            if (!_bytes.TryGetValue(offset + i, out var next)) return null;
            if (!ReferenceEquals(next.Whole, first.Whole) || next.Byte != first.Byte + i) return Row(offset, size);
        }

        if (first.Size == size) return first.Whole;
        if (first.Whole is not Term term) return null;
        return new Low(first.Byte == 0 ? term : new Operation(AluCode.Rsh, term, new Constant((ulong)(8 * first.Byte))), size);
    }

    private Value? Row(long offset, int size)
    {
        Input? start = null;
        for (int i = 0; i < size; i++)
        {
            if (!_bytes.TryGetValue(offset + i, out var part) || part.Whole is not Loaded { Signed: false } loaded || part.Byte >= loaded.Size) return null;
            Input here = loaded.First with { Offset = loaded.First.Offset + part.Byte - i };
            if ((start ??= here) != here) return null;
        }

        return new Loaded(start!.Value, size);
    }
}
