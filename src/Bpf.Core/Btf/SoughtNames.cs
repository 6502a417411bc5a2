using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bpf.Core.Btf;

/// <summary>Names that are looked for among all of BTF's, and the types that have them. Most others are told apart by their first bytes.</summary>
internal sealed class SoughtNames
{
    /// <summary>Bytes that <see cref="MayHave"/> looks at.</summary>
    public const int PrefixSize = sizeof(uint);

    private const int HashBits = 12;
    private readonly ulong[] _prefixes = new ulong[(1 << HashBits) / 64];
    private readonly List<(byte[] Terminated, bool IsFunction, List<int> Ids)> _names = [];

    public SoughtNames(IEnumerable<BtfName> names)
    {
        foreach ((string name, bool isFunction) in names)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name + "\0");
            uint prefix = 0;
            for (int i = 0; i < PrefixSize && i < bytes.Length; i++)
                prefix |= (uint)bytes[i] << 8 * i;
            int bit = Hash(prefix);
            _prefixes[bit >> 6] |= 1UL << bit;
            _names.Add((bytes, isFunction, []));
            HasFunctions |= isFunction;
        }
    }

    /// <summary>Whether functions are sought: half of the names that a kernel has are theirs.</summary>
    public bool HasFunctions { get; }

    /// <summary>A bit for the hash of each name's beginning.</summary>
    public ulong[] Prefixes => _prefixes;

    /// <summary>False where no name that is sought begins so.</summary>
    /// <param name="prefixes"><see cref="Prefixes"/>.</param>
    /// <param name="prefix">The first four bytes of a name, the first the least; what follows its NUL does not count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool MayHave(ulong* prefixes, uint prefix)
    {
        // 0x80 in the bytes that are 0, and perhaps in those that follow one.
        uint ends = unchecked(prefix - 0x0101_0101u) & ~prefix & 0x8080_8080u;
        if (ends != 0) prefix &= (ends & (0u - ends)) - 1 >> 7;
        int bit = Hash(prefix);
        return (prefixes[bit >> 6] >> bit & 1) != 0;
    }

    /// <summary>Notes a type, where its name is sought.</summary>
    /// <param name="text">The name, and what follows it.</param>
    /// <param name="id">The type; they come in order.</param>
    /// <param name="isFunction">Whether it is a function.</param>
    public void Add(ReadOnlySpan<byte> text, int id, bool isFunction)
    {
        foreach ((byte[] name, bool ofFunction, List<int> ids) in _names)
        {
            if (isFunction == ofFunction && text.StartsWith(name)) ids.Add(id);
        }
    }

    /// <summary>The types found, a list for each name, in the order of the names.</summary>
    public IEnumerable<int[]> Found()
    {
        foreach ((_, _, List<int> ids) in _names)
            yield return [.. ids];
    }

    private static int Hash(uint prefix) => (int)(unchecked(prefix * 0x9E37_79B1u) >> 32 - HashBits);
}
