using System;
using System.Collections.Generic;
using System.Text;

namespace Bpf.Core.Btf;

/// <summary>
/// Types by name: chains by hash, in two arrays. No string is made for the names of the BTF, and only their beginning is hashed, so that
/// the kernel's takes milliseconds and a hostile file with thousands of types that share one huge name takes no longer.
/// </summary>
internal sealed class BtfNameIndex
{
    private const int HashedBytes = 48;

    private readonly BtfTypes _types;
    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly int _firstId;

    public BtfNameIndex(BtfTypes types)
    {
        _types = types;
        _firstId = types.FirstId;
        int count = types.Count + 1 - _firstId, buckets = 16;
        while (buckets < count)
            buckets *= 2;
        _heads = new int[buckets];
        _next = new int[count];

        // Last to first, so that every chain ascends.
        for (int id = types.Count; id >= _firstId; id--)
        {
            int name = (int)types.Word(id, 0);
            if (name == 0) continue;
            int bucket = Hash(types.StringBytes(name)) & buckets - 1;
            _next[id - _firstId] = _heads[bucket];
            _heads[bucket] = id;
        }
    }

    public IEnumerable<int> Find(string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name + "\0");
        for (int id = _heads[Hash(wanted) & _heads.Length - 1]; id != 0; id = _next[id - _firstId])
        {
            if (_types.StringBytes((int)_types.Word(id, 0)).StartsWith(wanted)) yield return id;
        }
    }

    /// <summary>FNV-1a of the bytes before the NUL.</summary>
    private static int Hash(ReadOnlySpan<byte> text)
    {
        uint hash = 2166136261;
        for (int i = 0; i < text.Length && i < HashedBytes && text[i] != 0; i++)
            hash = (hash ^ text[i]) * 16777619;
        return (int)(hash ^ hash >> 15);
    }
}
