using System;
using System.Collections.Generic;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_QUEUE</c> and <c>BPF_MAP_TYPE_STACK</c>.</summary>
/// <remarks>Behavior: Documentation/bpf/map_queue_stack.rst and a running kernel's answers.</remarks>
internal sealed class SequenceModel : PushableModel
{
    private readonly LinkedList<byte[]> _values = new();
    private readonly bool _isStack;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public SequenceModel(MapSpec spec)
        : base(spec) => _isStack = spec.Type == MapType.Stack;

    /// <inheritdoc/>
    public override int Push(ReadOnlySpan<byte> value, ulong flags)
    {
        if (flags is not (UpdateFlags.Any or UpdateFlags.Exist)) return -Errno.EINVAL;
        lock (Lock)
        {
            if (_values.Count == Spec.MaxEntries)
            {
                if (flags != UpdateFlags.Exist) return -Errno.E2BIG;
                _values.RemoveFirst();
            }

            _values.AddLast(value.ToArray());
            return 0;
        }
    }

    /// <inheritdoc/>
    public override int Pop(Span<byte> value) => Take(value, removes: true);

    /// <inheritdoc/>
    public override int Peek(Span<byte> value) => Take(value, removes: false);

    private int Take(Span<byte> value, bool removes)
    {
        lock (Lock)
        {
            if ((_isStack ? _values.Last : _values.First) is not { } next)
            {
                value.Clear();
                return -Errno.ENOENT;
            }

            next.Value.AsSpan().CopyTo(value);
            if (removes) _values.Remove(next);
            return 0;
        }
    }
}
