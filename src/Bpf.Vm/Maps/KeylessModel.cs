using System;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary>What maps without keys share: nothing is found in them.</summary>
internal abstract class KeylessModel : MapModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    protected KeylessModel(MapSpec spec)
        : base(spec, slots: 0)
    {
    }

    /// <inheritdoc/>
    protected sealed override int Find(ReadOnlySpan<byte> key) => -1;

    /// <inheritdoc/>
    protected sealed override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu) => throw Unsupported("keys");

    /// <inheritdoc/>
    protected sealed override int Remove(ReadOnlySpan<byte> key) => throw Unsupported("keys");

    /// <inheritdoc/>
    protected sealed override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next) => throw Unsupported("keys");
}
