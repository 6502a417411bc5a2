using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Copies a map's elements into memory of the caller's: batches go straight there.</summary>
internal static class MapCopy
{
    /// <param name="map">A map whose elements have one value each.</param>
    /// <param name="keys">Room for keys.</param>
    /// <param name="values">Room for as many values.</param>
    /// <returns>The number of elements.</returns>
    /// <exception cref="ArgumentException">They don't fit.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static int Run(MapBackend map, Span<byte> keys, Span<byte> values)
    {
        MapShape shape = map.Shape;
        int room = keys.Length / shape.KeySize, copied = 0;
        Span<byte> cursor = stackalloc byte[int.Max(shape.KeySize, sizeof(uint))];
        for (bool first = true; copied < room; first = false)
        {
            int count = room - copied;
            int result = map.LookupBatch(cursor, first, keys[(copied * shape.KeySize)..], values[(copied * shape.ValueSize)..], ref count);
            if (result is not (0 or -Errno.ENOENT or -Errno.ENOSPC))
                return first ? Walk(map, keys, values) : throw new BpfException($"Reading map '{shape.Name}'", -result);
            copied += count;
            if (result == -Errno.ENOENT)
                return copied;
            if (result == -Errno.ENOSPC && count == 0)
                break; // the next bucket has more elements than there is room
        }

        return Walk(map, keys, values);
    }

    /// <summary>The way for maps without batches, and for what did not fit at first sight.</summary>
    private static int Walk(MapBackend map, Span<byte> keys, Span<byte> values)
    {
        MapShape shape = map.Shape;
        byte[] foundKeys = new byte[keys.Length], foundValues = new byte[values.Length];
        int count = 0, room = keys.Length / shape.KeySize;
        MapWalk.Run(map, (key, value) =>
        {
            if (count == room)
                throw new ArgumentException($"Map '{shape.Name}' has more elements than the {room} there is room for.", nameof(keys));
            key.CopyTo(foundKeys.AsSpan(count * shape.KeySize));
            value.CopyTo(foundValues.AsSpan(count * shape.ValueSize));
            count++;
        });
        foundKeys.CopyTo(keys);
        foundValues.CopyTo(values);
        return count;
    }
}
