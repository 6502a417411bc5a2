using System;
using System.Collections.Generic;
using System.Text;

namespace Bpf.Core;

/// <summary>A table of NUL-terminated strings, each stored once; the empty string is at 0. Serves BTF and ELF alike.</summary>
internal sealed class StringTable
{
    private readonly Dictionary<string, int> _offsets;
    private readonly List<byte> _bytes;

    public StringTable()
    {
        _offsets = new(StringComparer.Ordinal) { [""] = 0 };
        _bytes = [0];
    }

    private StringTable(StringTable other)
    {
        _offsets = new(other._offsets, StringComparer.Ordinal);
        _bytes = [.. other._bytes];
    }

    public int Length => _bytes.Count;

    public int Add(string text)
    {
        if (_offsets.TryGetValue(text, out int offset)) return offset;
        if (text.IndexOf('\0') >= 0) throw new ArgumentException("A string of BTF or ELF holds no NUL.", nameof(text));
        offset = _bytes.Count;
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        _bytes.Add(0);
        _offsets.Add(text, offset);
        return offset;
    }

    public byte[] ToBytes() => [.. _bytes];

    public StringTable Clone() => new(this);
}
