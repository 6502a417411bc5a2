using System;
using System.Collections.Generic;

namespace Bpf.Compiler.Backend;

/// <summary>A set of small numbers.</summary>
internal sealed class BitSet(int capacity)
{
    private readonly ulong[] _words = new ulong[(capacity + 63) / 64];

    public bool this[int index] => (_words[index >> 6] >> (index & 63) & 1) != 0;

    public void Add(int index) => _words[index >> 6] |= 1UL << (index & 63);

    public void Remove(int index) => _words[index >> 6] &= ~(1UL << (index & 63));

    public void CopyFrom(BitSet other) => Array.Copy(other._words, _words, _words.Length);

    /// <summary>Adds all of another set.</summary>
    /// <returns>True where something was new.</returns>
    public bool UnionWith(BitSet other)
    {
        ulong added = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            added |= other._words[i] & ~_words[i];
            _words[i] |= other._words[i];
        }

        return added != 0;
    }

    /// <summary>The numbers in it, rising.</summary>
    public void ListTo(List<int> into)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            int index = i * 64;
            for (ulong word = _words[i]; word != 0; word >>= 1, index++)
            {
                if ((word & 1) != 0)
                    into.Add(index);
            }
        }
    }
}
