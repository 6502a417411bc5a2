using System;
using System.Collections.Generic;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>
/// Reads a map's elements while others change it. Elements that are there throughout come exactly once; added or removed ones may or may
/// not come. Batches (Linux 5.6) walk a hash table bucket by bucket; without them, keys are followed one by one, and a walk that starts
/// over because its key was removed skips what it had.
/// </summary>
internal static class MapWalk
{
    private const int InitialBatch = 256;

    /// <summary>Takes an element.</summary>
    public delegate void Visitor(ReadOnlySpan<byte> key, ReadOnlySpan<byte> element);

    public static void Run(MapBackend map, Visitor visit)
    {
        if (!TryBatches(map, visit))
            FollowKeys(map, visit);
    }

    private static bool TryBatches(MapBackend map, Visitor visit)
    {
        MapShape shape = map.Shape;
        int room = int.Clamp(shape.MaxEntries, 1, InitialBatch);
        // A hash table's cursor is the bucket's number (4 bytes), others' is a key.
        byte[] cursor = new byte[int.Max(shape.KeySize, sizeof(uint))];
        byte[] keys = new byte[room * shape.KeySize];
        byte[] elements = new byte[room * map.ElementSize];
        for (bool first = true; ;)
        {
            int count = room;
            int result = map.LookupBatch(cursor, first, keys, elements, ref count);
            if (result == -Errno.ENOSPC && count == 0)
            {
                room = checked(room * 2);
                keys = new byte[room * shape.KeySize];
                elements = new byte[room * map.ElementSize];
                continue;
            }

            if (result != 0 && result != -Errno.ENOENT)
            {
                if (first)
                    return false;
                throw new BpfException($"Reading map '{shape.Name}'", -result);
            }

            for (int i = 0; i < count; i++)
                visit(keys.AsSpan(i * shape.KeySize, shape.KeySize), elements.AsSpan(i * map.ElementSize, map.ElementSize));
            if (result != 0)
                return true;
            first = false;
        }
    }

    internal static void FollowKeys(MapBackend map, Visitor visit)
    {
        // Removal of our key makes the kernel start over: what was seen is remembered, and starting over has an end.
        const int mostRestarts = 16;
        HashSet<byte[]> seen = new(ByteArrayComparer.Instance);
        byte[] element = new byte[map.ElementSize];
        byte[] key = [];
        for (int restarts = 0; restarts < mostRestarts;)
        {
            byte[] next = new byte[map.Shape.KeySize];
            int result = map.GetNextKey(key, next);
            if (result == -Errno.ENOENT)
                return;
            if (result != 0)
                throw new BpfException($"Reading map '{map.Shape.Name}'", -result);
            if (!seen.Add(next))
                restarts += key.Length == 0 || IsGone(map, key, element) ? 1 : 0;
            else if (map.Lookup(next, element) == 0)
                visit(next, element);
            key = next;
        }
    }

    private static bool IsGone(MapBackend map, byte[] key, byte[] element) => map.Lookup(key, element) != 0;

    private sealed class ByteArrayComparer : IEqualityComparer<byte[]>
    {
        public static readonly ByteArrayComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] bytes)
        {
            HashCode hash = default;
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }
    }
}
