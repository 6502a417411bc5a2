using System;
using System.Collections.Immutable;
using System.Text;

namespace Bpf.Core.Explain;

/// <summary>Reads <see cref="SourceMapFormat"/> from bytes nobody vouches for.</summary>
internal ref struct SourceMapReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private string[] _strings = [];
    private SourceLocation[] _locations = [];

    public ObjectSourceMap Read()
    {
        if (!_bytes.StartsWith(SourceMapFormat.Magic))
            throw new BpfFormatException("The source map does not start with its magic number.");
        _at = SourceMapFormat.Magic.Length;
        int version = Number("version");
        if (version != SourceMapFormat.Version)
            throw new BpfFormatException($"The source map is of version {version}; known is {SourceMapFormat.Version}.");

        _strings = new string[Count("strings")];
        for (int i = 0; i < _strings.Length; i++)
            _strings[i] = ReadString();

        ReadLocations();
        ImmutableArray<SourceMapFunction>.Builder functions = ImmutableArray.CreateBuilder<SourceMapFunction>(Count("functions"));
        while (functions.Count < functions.Capacity)
            functions.Add(ReadFunction());

        if (_at != _bytes.Length)
            throw new BpfFormatException($"The source map ends at byte {_at} of {_bytes.Length}.");
        return new ObjectSourceMap { Functions = functions.MoveToImmutable() };
    }

    private string ReadString()
    {
        int length = Count("characters");
        ReadOnlySpan<byte> utf8 = _bytes.Slice(_at, length);
        _at += length;
        try
        {
            return Utf8.GetString(utf8.ToArray());
        }
        catch (DecoderFallbackException e)
        {
            throw new BpfFormatException("A string of the source map is not UTF-8.", e);
        }
    }

    private void ReadLocations()
    {
        _locations = new SourceLocation[Count("locations")];
        int[] depths = new int[_locations.Length + 1];
        for (int i = 0; i < _locations.Length; i++)
        {
            string path = StringAt();
            string method = StringAt();
            SourceSpan span = new(path, Number("line"), Number("column"), Number("line"), Number("column"));
            int inlinedAt = Number("location");
            if (inlinedAt > i)
                throw new BpfFormatException($"Location {i} of the source map is inlined at a later one.");
            depths[i + 1] = depths[inlinedAt] + 1;
            if (depths[i + 1] > SourceMapFormat.MaxDepth)
                throw new BpfFormatException($"Location {i} of the source map is inlined too deeply.");
            _locations[i] = new SourceLocation(span, method, inlinedAt == 0 ? null : _locations[inlinedAt - 1]);
        }
    }

    private SourceMapFunction ReadFunction()
    {
        string symbol = StringAt(), section = StringAt();
        int start = Number("slot"), count = Number("count");
        string name = StringAt();
        ImmutableArray<SourceMapLine>.Builder lines = ImmutableArray.CreateBuilder<SourceMapLine>(Count("lines"));
        long slot = 0;
        while (lines.Count < lines.Capacity)
        {
            int delta = Number("slot");
            slot += delta;
            if (slot >= count || (delta == 0 && lines.Count > 0))
                throw new BpfFormatException($"The lines of '{name}' in the source map are not in order.");
            int location = Number("location");
            if (location > _locations.Length)
                throw new BpfFormatException($"The source map has no location {location}.");
            lines.Add(new SourceMapLine((int)slot, location == 0 ? null : _locations[location - 1]));
        }

        return new SourceMapFunction(symbol, section, start, count, name, lines.MoveToImmutable());
    }

    private string StringAt()
    {
        int index = Number("string");
        return index < _strings.Length ? _strings[index] : throw new BpfFormatException($"The source map has no string {index}.");
    }

    // Whatever is counted takes a byte at least, so that a count beyond the rest is damage, and memory stays in proportion to the input.
    private int Count(string what)
    {
        int count = Number(what);
        return count <= _bytes.Length - _at
            ? count
            : throw new BpfFormatException($"The source map ends before its {count} {what}.");
    }

    private int Number(string what)
    {
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (_at == _bytes.Length)
                throw new BpfFormatException($"The source map ends before a {what}.");
            byte next = _bytes[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value <= int.MaxValue ? (int)value : throw new BpfFormatException($"A {what} of the source map is too large.");
        }

        throw new BpfFormatException($"A {what} of the source map is too long.");
    }
}
