using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>What views do to elements whatever their values are.</summary>
internal static class MapElements
{
    /// <summary>The number of elements, by counting them.</summary>
    public static int Count(MapBackend map)
    {
        int count = 0;
        MapWalk.Run(map, (_, _) => count++);
        return count;
    }

    /// <summary>Removes an element.</summary>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static bool Remove(MapBackend map, ReadOnlySpan<byte> key)
    {
        int result = map.Delete(key);
        return result switch
        {
            0 => true,
            -Errno.ENOENT => false,
            _ => throw MapFailure.Describe(map, "Removing from", result),
        };
    }

    /// <summary>The key of an array's element.</summary>
    /// <param name="map">The array.</param>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public static uint KeyOf(MapBackend map, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, map.Shape.MaxEntries);
        return (uint)index;
    }
}
