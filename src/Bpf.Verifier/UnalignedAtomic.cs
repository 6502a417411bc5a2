using System;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier;

/// <summary>An atomic operation on a map's value that is at no multiple of the operation's size, seen on some path.</summary>
/// <param name="Instruction">Its slot.</param>
/// <param name="Map">The map's name.</param>
/// <param name="Alignment">What the addresses of the map's values are multiples of, in bytes.</param>
/// <param name="Size">What the operation's address must be a multiple of, in bytes.</param>
public readonly record struct UnalignedAtomic(int Instruction, string Map, int Alignment, int Size)
{
    private const int FullAlignment = 8;

    /// <summary>What the addresses of a map's values are multiples of, in bytes.</summary>
    /// <param name="map">The map.</param>
    public static int AlignmentOfValues(MapSpec map)
    {
        if (map.Type != MapType.LpmTrie)
            return FullAlignment;

        // Nodes are aligned, and so is the data of their keys: all but the length in bits. The value follows.
        int data = map.KeySize - sizeof(uint);
        return Math.Min(data & -data, FullAlignment);
    }
}
