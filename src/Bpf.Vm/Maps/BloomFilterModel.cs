using System;
using System.Collections.Generic;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_BLOOM_FILTER</c>, without its chance: what was not added is never taken for something that was.</summary>
/// <remarks>Behavior: Documentation/bpf/map_bloom_filter.rst and a running kernel's answers.</remarks>
internal sealed class BloomFilterModel : PushableModel
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public BloomFilterModel(MapSpec spec)
        : base(spec)
    {
    }

    /// <inheritdoc/>
    public override int Push(ReadOnlySpan<byte> value, ulong flags)
    {
        if (flags != UpdateFlags.Any) return -Errno.EINVAL;
        lock (Lock) _values.Add(Key(value));
        return 0;
    }

    /// <inheritdoc/>
    public override int Peek(Span<byte> value)
    {
        lock (Lock) return _values.Contains(Key(value)) ? 0 : -Errno.ENOENT;
    }

    /// <inheritdoc/>
    public override int Pop(Span<byte> value) => -Errno.EOPNOTSUPP;

    private static string Key(ReadOnlySpan<byte> value) => Convert.ToBase64String(value.ToArray());
}
