using System;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>
/// Walks a BTF's records word by word. Packing and unpacking are one walk: a packer is given each word and keeps it, an unpacker
/// gives the word back.
/// </summary>
internal abstract class BtfPacker
{
    private const uint KindFlag = 1u << 31;

    /// <summary>One record; the walk makes the array where it unpacks.</summary>
    /// <param name="id">The type's id.</param>
    /// <param name="words">Its words: name, info, size or type, entries.</param>
    protected void Walk(int id, ref uint[] words)
    {
        uint info = words.Length > 1 ? words[1] : 0;
        uint head = Number(0, BtfKind.Void, (info >> 24 & 0x1f) | (info >> 31 << 5));
        BtfKind kind = (BtfKind)(head & 0x1f);
        BtfWords row = BtfWords.Of(kind);
        uint length = row.Counts ? Number((int)BtfWord.Length, kind, info & 0xffff) : 0;
        int entries = row.Entries(length);
        Array.Resize(ref words, 3 + entries * row.Entry.Length);
        words[1] = (head >> 5 != 0 ? KindFlag : 0) | (uint)kind << 24 | length;
        words[0] = row.HasName ? Name(kind, 0, words[0]) : 0;
        words[2] = Word(row.Third, kind, 0, id, words[2], 0);
        for (int i = 0; i < entries; i++)
        {
            for (int j = 0; j < row.Entry.Length; j++)
            {
                int at = 3 + i * row.Entry.Length + j;
                words[at] = Word(row.Entry[j], kind, 1 + j, id, words[at], i == 0 ? 0 : words[at - row.Entry.Length]);
            }
        }
    }

    /// <summary>A number of a column.</summary>
    protected abstract uint Number(int column, BtfKind kind, uint value);

    /// <summary>The offset of a string, of a column.</summary>
    protected abstract uint Name(BtfKind kind, int position, uint offset);

    private uint Word(BtfWord meaning, BtfKind kind, int position, int id, uint value, uint before)
    {
        int column = 8 + position;
        return meaning switch
        {
            BtfWord.Name => Name(kind, position, value),
            BtfWord.NearType => (uint)id - Unsigned(Number(column, kind, Signed((uint)id - value))),
            BtfWord.Growing => before + Unsigned(Number(column, kind, Signed(value - before))),
            _ => Number(column, kind, value),
        };
    }

    /// <summary>Small differences of either sign as small numbers.</summary>
    protected static uint Signed(uint difference) => difference << 1 ^ (uint)((int)difference >> 31);

    /// <summary>The inverse of <see cref="Signed"/>.</summary>
    protected static uint Unsigned(uint packed) => packed >> 1 ^ 0u - (packed & 1);
}
