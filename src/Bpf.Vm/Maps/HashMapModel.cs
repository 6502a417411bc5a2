using System;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_HASH</c> and <c>BPF_MAP_TYPE_PERCPU_HASH</c>.</summary>
/// <remarks>
/// Replacing a value of the plain type puts the new one elsewhere and leaves the old where it was until the memory is needed again: a
/// pointer from an earlier lookup goes on seeing the old value. The per-CPU type writes in place.
/// Behavior: Documentation/bpf/map_hash.rst and a running kernel's answers.
/// </remarks>
internal sealed class HashMapModel : MapModel
{
    private readonly KeyIndex _index;
    private readonly SlotPool _slots;
    private readonly bool _perCpu;
    private int _spare;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    /// <param name="perCpu">Whether it is the per-CPU type.</param>
    /// <param name="cpus">The kernel's CPUs.</param>
    public HashMapModel(MapSpec spec, bool perCpu, int cpus)
        : base(spec, checked(spec.MaxEntries + 1), perCpu ? cpus : 1)
    {
        _perCpu = perCpu;
        _index = new KeyIndex(spec.KeySize, spec.MaxEntries);
        _slots = new SlotPool(spec.MaxEntries);
        _spare = spec.MaxEntries;
    }

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key) => _index.Find(key);

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        int slot = _index.Find(key);
        int error = UpdateFlags.Check(flags, slot >= 0);
        if (error != 0) return error;
        if (slot < 0)
        {
            slot = _slots.Take();
            if (slot < 0) return -Errno.E2BIG;
            if (_perCpu) ClearOtherCpus(slot, cpu);
            value.CopyTo(Value(slot, cpu));
            _index.Add(slot, key);
        }
        else if (_perCpu)
        {
            value.CopyTo(Value(slot, cpu));
        }
        else
        {
            value.CopyTo(Value(_spare, 0));
            _index.Move(slot, _spare);
            _spare = slot;
        }
        return 0;
    }

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key)
    {
        int slot = _index.Find(key);
        if (slot < 0) return -Errno.ENOENT;
        _index.Remove(slot);
        _slots.Return(slot);
        return 0;
    }

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        int slot = _index.Next(key.IsEmpty ? -1 : _index.Find(key));
        if (slot < 0) return false;
        _index.KeyAt(slot).CopyTo(next);
        return true;
    }
}
