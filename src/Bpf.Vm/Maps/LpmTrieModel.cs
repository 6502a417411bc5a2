using System;
using System.Collections.Generic;
using Bpf.Core.Link;

namespace Bpf.Vm.Maps;

/// <summary><c>BPF_MAP_TYPE_LPM_TRIE</c>: finds the longest prefix that contains a key.</summary>
/// <remarks>
/// Held as a sorted list instead of a trie: the prefixes that contain a key are those before it in <see cref="PrefixOrder"/> that match, and
/// there is one at most of each length. Behavior: Documentation/bpf/map_lpm_trie.rst and a running kernel's answers (6.13 and later; before,
/// a full trie refused to replace too).
/// </remarks>
internal sealed class LpmTrieModel : MapModel
{
    private readonly KeyIndex _prefixes;
    private readonly SlotPool _slots;
    private readonly List<int> _sorted = [];
    private readonly byte[]?[] _keys;
    private readonly int[] _countByLength;
    private readonly byte[] _masked;
    private readonly uint _maxLength;
    private int _spare;

    /// <summary>Makes the model.</summary>
    /// <param name="spec">What it models.</param>
    public LpmTrieModel(MapSpec spec)
        : base(spec, checked(spec.MaxEntries + 1))
    {
        _prefixes = new KeyIndex(spec.KeySize, spec.MaxEntries);
        _slots = new SlotPool(spec.MaxEntries);
        _spare = spec.MaxEntries;
        _keys = new byte[]?[spec.MaxEntries + 1];
        _maxLength = (uint)(spec.KeySize - 4) * 8;
        _countByLength = new int[_maxLength + 1];
        _masked = new byte[spec.KeySize];
    }

    /// <inheritdoc/>
    protected override int Find(ReadOnlySpan<byte> key)
    {
        uint length = PrefixOrder.Length(key);
        if (length > _maxLength) return -1;
        for (int shorter = (int)length; shorter >= 0; shorter--)
        {
            if (_countByLength[shorter] == 0) continue;
            int slot = _prefixes.Find(Mask(key, (uint)shorter));
            if (slot >= 0) return slot;
        }
        return -1;
    }

    /// <inheritdoc/>
    protected override int Replace(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags, int cpu)
    {
        uint length = PrefixOrder.Length(key);
        if (flags > UpdateFlags.Exist || length > _maxLength) return -Errno.EINVAL;
        int slot = _prefixes.Find(Mask(key, length));
        int error = UpdateFlags.Check(flags, slot >= 0);
        if (error != 0) return error;
        int position = Position(key, out _);
        if (slot < 0)
        {
            slot = _slots.Take();
            if (slot < 0) return -Errno.ENOSPC;
            _prefixes.Add(slot, Mask(key, length));
            _sorted.Insert(position, slot);
            _countByLength[length]++;
        }
        else
        {
            // The kernel replaces the node: the old value stays what it was for whoever holds it.
            _prefixes.Move(slot, _spare);
            _sorted[position] = _spare;
            (slot, _spare) = (_spare, slot);
        }
        _keys[slot] = key.ToArray();
        value.CopyTo(Value(slot, 0));
        return 0;
    }

    /// <inheritdoc/>
    protected override int Remove(ReadOnlySpan<byte> key)
    {
        uint length = PrefixOrder.Length(key);
        if (length > _maxLength) return -Errno.EINVAL;
        int slot = _prefixes.Find(Mask(key, length));
        if (slot < 0) return -Errno.ENOENT;
        _sorted.RemoveAt(Position(key, out _));
        _prefixes.Remove(slot);
        _slots.Return(slot);
        _countByLength[length]--;
        return 0;
    }

    /// <inheritdoc/>
    protected override bool NextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        int position = 0;
        if (!key.IsEmpty && PrefixOrder.Length(key) <= _maxLength)
        {
            position = Position(key, out bool found);
            position = found ? position + 1 : 0;
        }
        if (position >= _sorted.Count) return false;
        _keys[_sorted[position]].AsSpan().CopyTo(next);
        return true;
    }

    /// <summary>Where a key is in the order, or would be.</summary>
    private int Position(ReadOnlySpan<byte> key, out bool found)
    {
        int low = 0, high = _sorted.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = PrefixOrder.Compare(_keys[_sorted[middle]], key);
            if (order == 0)
            {
                found = true;
                return middle;
            }
            if (order < 0) low = middle + 1;
            else high = middle;
        }
        found = false;
        return low;
    }

    /// <summary>The key that stands for the first bits of another: the rest is 0.</summary>
    private ReadOnlySpan<byte> Mask(ReadOnlySpan<byte> key, uint length)
    {
        key.CopyTo(_masked);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(_masked, length);
        for (int i = 4; i < _masked.Length; i++)
        {
            int bits = (int)length - (i - 4) * 8;
            if (bits < 8) _masked[i] &= bits <= 0 ? (byte)0 : (byte)(0xFF00 >> bits);
        }
        return _masked;
    }
}
