using System;
using System.Collections.Generic;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Places of a module where its source is now: code that stayed as it is may have moved in its file since it was compiled.
/// </summary>
/// <param name="move">The span now of a span then; null where nothing moved.</param>
internal sealed class MovedPlaces(Func<SourceSpan, SourceSpan>? move)
{
    private readonly Dictionary<SourceLocation, SourceLocation> _moved = [];

    /// <summary>Every place where it was.</summary>
    public static MovedPlaces None => new(null);

    /// <summary>The place now; null for none.</summary>
    public SourceLocation? Find(SourceLocation? location) => location is null ? null : Of(location);

    /// <summary>The place now, with the calls inlined to get there.</summary>
    public SourceLocation Of(SourceLocation location)
    {
        if (move is null)
            return location;
        if (!_moved.TryGetValue(location, out SourceLocation? moved))
        {
            moved = location.Moved(move);
            _moved.Add(location, moved);
        }

        return moved;
    }

    /// <summary>A diagnostic at its place now.</summary>
    public BpfDiagnostic Of(BpfDiagnostic diagnostic) => move is null ? diagnostic : diagnostic.Moved(move);
}
