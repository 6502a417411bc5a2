using System;
using System.Buffers.Binary;

namespace Bpf.Vm.Maps;

/// <summary>
/// Finds slots by keys of one length: a chained hash table with as many buckets as it will ever have, so that the order of iteration doesn't
/// change while keys come and go.
/// </summary>
internal sealed class KeyIndex
{
    private const int MaxBuckets = 1 << 20;
    private const int None = -1;

    private readonly int _keySize;
    private readonly int[] _buckets;
    private int[] _next;
    private byte[] _keys;

    /// <summary>Makes an empty index.</summary>
    /// <param name="keySize">Bytes of a key.</param>
    /// <param name="capacity">Keys at most.</param>
    public KeyIndex(int keySize, int capacity)
    {
        _keySize = keySize;
        int buckets = 1;
        while (buckets < capacity && buckets < MaxBuckets) buckets <<= 1;
        _buckets = new int[buckets];
        for (int i = 0; i < buckets; i++) _buckets[i] = None;
        _next = new int[Math.Min(capacity, 16)];
        _keys = new byte[_next.Length * keySize];
    }

    /// <summary>The key at a slot.</summary>
    /// <param name="slot">A slot in use.</param>
    public ReadOnlySpan<byte> KeyAt(int slot) => _keys.AsSpan(slot * _keySize, _keySize);

    /// <summary>The slot of a key, or -1.</summary>
    /// <param name="key">The key.</param>
    public int Find(ReadOnlySpan<byte> key)
    {
        int slot = _buckets[Bucket(key)];
        while (slot != None && !KeyAt(slot).SequenceEqual(key)) slot = _next[slot];
        return slot;
    }

    /// <summary>Puts a key that is not in it at a slot that is free.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="key">The key.</param>
    public void Add(int slot, ReadOnlySpan<byte> key)
    {
        Grow(slot);
        key.CopyTo(_keys.AsSpan(slot * _keySize));
        ref int bucket = ref _buckets[Bucket(key)];
        _next[slot] = bucket;
        bucket = slot;
    }

    /// <summary>Takes a slot's key out.</summary>
    /// <param name="slot">A slot in use.</param>
    public void Remove(int slot) => Link(slot) = _next[slot];

    /// <summary>Lets a key be found at another slot, without changing its place in the order.</summary>
    /// <param name="from">The slot in use.</param>
    /// <param name="to">A slot that is free.</param>
    public void Move(int from, int to)
    {
        Grow(to);
        KeyAt(from).CopyTo(_keys.AsSpan(to * _keySize));
        Link(from) = to;
        _next[to] = _next[from];
    }

    /// <summary>The slot after one, in the index's own order.</summary>
    /// <param name="slot">A slot in use, or -1 for the start.</param>
    /// <returns>The next slot in use, or -1 at the end.</returns>
    public int Next(int slot)
    {
        int bucket = 0;
        if (slot != None)
        {
            if (_next[slot] != None) return _next[slot];
            bucket = Bucket(KeyAt(slot)) + 1;
        }
        for (; bucket < _buckets.Length; bucket++)
            if (_buckets[bucket] != None) return _buckets[bucket];
        return None;
    }

    /// <summary>What points to a slot: its bucket or its predecessor.</summary>
    private ref int Link(int slot)
    {
        ref int link = ref _buckets[Bucket(KeyAt(slot))];
        while (link != slot) link = ref _next[link];
        return ref link;
    }

    private void Grow(int slot)
    {
        if (slot < _next.Length) return;
        int length = Math.Max(slot + 1, _next.Length * 2);
        Array.Resize(ref _next, length);
        Array.Resize(ref _keys, checked(length * _keySize));
    }

    private int Bucket(ReadOnlySpan<byte> key)
    {
        ulong hash = 0x9E37_79B9_7F4A_7C15;
        for (; key.Length >= 8; key = key.Slice(8)) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key));
        foreach (byte b in key) hash = Mix(hash ^ b);
        return (int)(hash >> 32) & (_buckets.Length - 1);
    }

    private static ulong Mix(ulong x)
    {
        x *= 0xD6E8_FEB8_6659_FD93;
        return x ^ x >> 29;
    }
}
