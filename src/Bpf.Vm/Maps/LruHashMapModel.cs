using System;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_LRU_HASH</c> and <c>BPF_MAP_TYPE_LRU_PERCPU_HASH</c>: a full map makes room by dropping an element.</summary>
/// <remarks>
/// The model drops the element used least recently, exactly. The kernel approximates that, with per-CPU free lists filled in batches
/// (Documentation/bpf/map_lru_hash_update.dot): it may drop earlier and another. A program must not depend on which.
/// </remarks>
internal sealed class LruHashMapModel : MapModel
{
    private const int None = -1;

    private readonly KeyIndex _index;
    private readonly SlotPool _slots;
    private readonly bool _perCpu;
    private readonly int[] _newer;
    private readonly int[] _older;
    private int _newest = None;
    private int _oldest = None;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    /// <param name="perCpu">Whether it is the per-CPU type.</param>
    /// <param name="cpus">The kernel's CPUs.</param>
    public LruHashMapModel(MapSpec spec, bool perCpu, int cpus)
        : base(spec, spec.MaxEntries, perCpu ? cpus : 1)
    {
        _perCpu = perCpu;
        _index = new KeyIndex(spec.KeySize, spec.MaxEntries);
        _slots = new SlotPool(spec.MaxEntries);
        _newer = new int[spec.MaxEntries];
        _older = new int[spec.MaxEntries];
    }

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key)
    {
        int slot = _index.Find(key);
        if (slot != None) Touch(slot);
        return slot;
    }

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        int slot = _index.Find(key);
        int error = UpdateFlags.Check(flags, slot != None);
        if (error != 0) return error;
        if (slot != None)
        {
            Touch(slot);
        }
        else
        {
            slot = _slots.Take();
            if (slot == None)
            {
                slot = _oldest;
                _index.Remove(slot);
                Unlink(slot);
            }
            if (_perCpu) ClearOtherCpus(slot, cpu);
            _index.Add(slot, key);
            Link(slot);
        }
        value.CopyTo(Value(slot, cpu));
        return 0;
    }

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key)
    {
        int slot = _index.Find(key);
        if (slot == None) return -Errno.ENOENT;
        _index.Remove(slot);
        Unlink(slot);
        _slots.Return(slot);
        return 0;
    }

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        int slot = _index.Next(key.IsEmpty ? None : _index.Find(key));
        if (slot == None) return false;
        _index.KeyAt(slot).CopyTo(next);
        return true;
    }

    private void Touch(int slot)
    {
        if (slot == _newest) return;
        Unlink(slot);
        Link(slot);
    }

    private void Link(int slot)
    {
        _older[slot] = _newest;
        _newer[slot] = None;
        if (_newest != None) _newer[_newest] = slot;
        else _oldest = slot;
        _newest = slot;
    }

    private void Unlink(int slot)
    {
        if (_newer[slot] != None) _older[_newer[slot]] = _older[slot];
        else _newest = _older[slot];
        if (_older[slot] != None) _newer[_older[slot]] = _newer[slot];
        else _oldest = _newer[slot];
    }
}
