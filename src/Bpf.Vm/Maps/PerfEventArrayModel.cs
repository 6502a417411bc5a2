using System;
using System.Collections.Generic;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_PERF_EVENT_ARRAY</c> as its one reader sees it: records of all CPUs in the order they were written. Nothing is lost.</summary>
internal sealed class PerfEventArrayModel : KeylessModel
{
    private readonly Queue<byte[]> _records = new();

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public PerfEventArrayModel(MapSpec spec)
        : base(spec)
    {
    }

    /// <inheritdoc/>
    public override int Push(ReadOnlySpan<byte> value, ulong flags)
    {
        lock (Lock) _records.Enqueue(value.ToArray());
        return 0;
    }

    /// <inheritdoc/>
    public override byte[]? Consume()
    {
        lock (Lock) return _records.Count > 0 ? _records.Dequeue() : null;
    }
}
