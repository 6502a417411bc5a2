using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Bpf.Core.Explain;

/// <summary>Writes <see cref="SourceMapFormat"/>, each string and location once.</summary>
internal sealed class SourceMapWriter
{
    private readonly List<string> _strings = [];
    private readonly Dictionary<string, int> _stringIndexes = new(StringComparer.Ordinal);
    private readonly List<SourceLocation> _locations = [];
    private readonly Dictionary<SourceLocation, int> _locationIndexes = [];

    public byte[] Write(ObjectSourceMap map)
    {
        MemoryStream functions = new();
        WriteNumber(functions, map.Functions.Length);
        foreach (SourceMapFunction function in map.Functions)
            WriteFunction(functions, function);

        MemoryStream locations = new();
        WriteNumber(locations, _locations.Count);
        foreach (SourceLocation location in _locations)
            WriteLocation(locations, location);

        MemoryStream output = new();
        output.Write(SourceMapFormat.Magic.ToArray(), 0, SourceMapFormat.Magic.Length);
        output.WriteByte(SourceMapFormat.Version);
        WriteNumber(output, _strings.Count);
        foreach (string text in _strings)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            WriteNumber(output, utf8.Length);
            output.Write(utf8, 0, utf8.Length);
        }

        locations.WriteTo(output);
        functions.WriteTo(output);
        return output.ToArray();
    }

    private static void WriteNumber(MemoryStream output, int number)
    {
        if (number < 0)
            throw new ArgumentOutOfRangeException(nameof(number), "Lines, columns and slots are not negative.");
        uint rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
            output.WriteByte((byte)(rest | 0x80));
        output.WriteByte((byte)rest);
    }

    private void WriteFunction(MemoryStream output, SourceMapFunction function)
    {
        WriteNumber(output, StringIndex(function.Symbol));
        WriteNumber(output, StringIndex(function.Section));
        WriteNumber(output, function.Start);
        WriteNumber(output, function.Count);
        WriteNumber(output, StringIndex(function.Name));
        WriteNumber(output, function.Lines.Length);
        int slot = 0;
        foreach (SourceMapLine line in function.Lines)
        {
            WriteNumber(output, line.Slot - slot);
            WriteNumber(output, LocationIndex(line.Location));
            slot = line.Slot;
        }
    }

    private void WriteLocation(MemoryStream output, SourceLocation location)
    {
        WriteNumber(output, StringIndex(location.Span.Path));
        WriteNumber(output, StringIndex(location.Method));
        WriteNumber(output, location.Span.StartLine);
        WriteNumber(output, location.Span.StartColumn);
        WriteNumber(output, location.Span.EndLine);
        WriteNumber(output, location.Span.EndColumn);
        WriteNumber(output, LocationIndex(location.InlinedAt));
    }

    private int StringIndex(string text)
    {
        if (!_stringIndexes.TryGetValue(text, out int index))
        {
            index = _strings.Count;
            _stringIndexes.Add(text, index);
            _strings.Add(text);
        }

        return index;
    }

    private int LocationIndex(SourceLocation? location)
    {
        if (location is null)
            return 0;
        if (!_locationIndexes.TryGetValue(location, out int index))
        {
            // Callers come first: a reader finds what inlined-at names already there.
            LocationIndex(location.InlinedAt);
            _locations.Add(location);
            index = _locations.Count;
            _locationIndexes.Add(location, index);
        }

        return index;
    }
}
