using System;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Maps;

/// <summary>The values of a map: equal pieces of pinned memory, made when first asked for, zeroed, never moved.</summary>
internal sealed unsafe class ValueStore
{
    private const int ChunkSize = 64 * 1024;

    private readonly int _stride;
    private readonly int _perChunk;
    private readonly int _count;
    private readonly PinnedBuffer?[] _chunks;

    /// <summary>Makes the store.</summary>
    /// <param name="valueSize">Bytes of a value.</param>
    /// <param name="count">Values at most.</param>
    public ValueStore(int valueSize, int count)
    {
        ValueSize = valueSize;
        _count = count;
        _stride = checked(valueSize + 7) & ~7;
        _perChunk = Math.Max(1, Math.Min(count, ChunkSize / Math.Max(_stride, 1)));
        _chunks = new PinnedBuffer?[(count + _perChunk - 1) / _perChunk];
    }

    /// <summary>Bytes of a value.</summary>
    public int ValueSize { get; }

    /// <summary>The host address of a value, 8-byte aligned.</summary>
    /// <param name="index">Which, from 0.</param>
    public byte* Pointer(int index) => Chunk(index).Pointer + Offset(index);

    /// <summary>A value.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <remarks>The span keeps the memory alive, even beyond the map.</remarks>
    public Span<byte> this[int index] => Chunk(index).Span.Slice(Offset(index), ValueSize);

    private int Offset(int index) => index % _perChunk * _stride;

    private PinnedBuffer Chunk(int index)
    {
        if ((uint)index >= (uint)_count) throw new ArgumentOutOfRangeException(nameof(index));
        return _chunks[index / _perChunk] ??= new PinnedBuffer(_perChunk * _stride);
    }
}
