using System;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary>What maps share that values are pushed into: queues, stacks, filters.</summary>
internal abstract class PushableModel : KeylessModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    protected PushableModel(MapSpec spec)
        : base(spec)
    {
    }

    /// <inheritdoc/>
    public abstract override int Push(ReadOnlySpan<byte> value, ulong flags);

    /// <inheritdoc/>
    public abstract override int Pop(Span<byte> value);

    /// <inheritdoc/>
    public abstract override int Peek(Span<byte> value);
}
