using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>Where the parts of the files are that a lowering read: all that an edit elsewhere in them changes.</summary>
/// <param name="Files">The files.</param>
internal sealed record SourcePlaces(EquatableArray<FilePlaces> Files)
{
    /// <summary>Where spans are here that were noted when the same parts were at other places; null where they are the same.</summary>
    /// <param name="then">The places then.</param>
    public Func<SourceSpan, SourceSpan>? MoveFrom(SourcePlaces then)
    {
        if (Equals(then))
            return null;
        Dictionary<string, (FilePlaces Then, FilePlaces Now)> files = [];
        foreach ((FilePlaces before, FilePlaces now) in then.Files.Zip(Files, static (before, now) => (before, now)))
            files[before.Path] = (before, now);
        return span => files.TryGetValue(span.Path, out (FilePlaces Then, FilePlaces Now) file) ? Move(span, file.Then, file.Now) : span;
    }

    private static SourceSpan Move(SourceSpan span, FilePlaces then, FilePlaces now)
    {
        LinePosition start = new(span.StartLine, span.StartColumn), end = new(span.EndLine, span.EndColumn);
        start = Move(start, then.PartAt(start), then, now);
        // The end is exclusive: it belongs to the part before it.
        end = Move(end, Math.Max(0, then.PartBefore(end)), then, now);
        return new SourceSpan(now.Path, start.Line, start.Character, end.Line, end.Character);
    }

    /// <summary>Behind the first line of a part, columns are counted from the start of a line that moved as a whole.</summary>
    private static LinePosition Move(LinePosition position, int part, FilePlaces then, FilePlaces now)
    {
        if (part < 0 || part >= now.Starts.Count)
            return position;
        LinePosition from = then.Starts[part], to = now.Starts[part];
        return new LinePosition(
            position.Line + to.Line - from.Line,
            position.Line == from.Line ? position.Character + to.Character - from.Character : position.Character);
    }
}

/// <summary>Where the parts of a file are.</summary>
/// <param name="Path">The path that objects record.</param>
/// <param name="Starts">Where they start, in source order.</param>
internal sealed record FilePlaces(string Path, EquatableArray<LinePosition> Starts)
{
    /// <summary>The last part that starts at a position or before it; -1 where none does.</summary>
    public int PartAt(LinePosition position)
    {
        int found = Starts.Items.BinarySearch(position);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The last part that starts before a position; -1 where none does.</summary>
    public int PartBefore(LinePosition position)
    {
        int found = Starts.Items.BinarySearch(position);
        return (found >= 0 ? found : ~found) - 1;
    }
}
