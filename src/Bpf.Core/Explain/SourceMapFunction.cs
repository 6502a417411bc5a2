using System;
using System.Collections.Immutable;

namespace Bpf.Core.Explain;

/// <summary>A function of an object, and where its instructions come from.</summary>
/// <param name="Symbol">Its ELF symbol.</param>
/// <param name="Section">The ELF section it stands in.</param>
/// <param name="Start">Its first slot in the section.</param>
/// <param name="Count">Its slots.</param>
/// <param name="Name">The method as C# names it.</param>
/// <param name="Lines">Where the place changes, ordered by slot.</param>
public sealed record SourceMapFunction(
    string Symbol, string Section, int Start, int Count, string Name, ImmutableArray<SourceMapLine> Lines)
{
    /// <summary>The place of an instruction.</summary>
    /// <param name="slot">In slots from the start of the function.</param>
    /// <returns>Null where it has none, or the slot is not in the function.</returns>
    public SourceLocation? Find(int slot)
    {
        if (slot < 0 || slot >= Count)
            return null;
        SourceLocation? found = null;
        foreach (SourceMapLine line in Lines)
        {
            if (line.Slot > slot)
                break;
            found = line.Location;
        }

        return found;
    }

    /// <summary>Equal where everything is.</summary>
    /// <param name="other">Another function.</param>
    public bool Equals(SourceMapFunction? other) => other is not null
        && (Symbol, Section, Start, Count, Name) == (other.Symbol, other.Section, other.Start, other.Count, other.Name)
        && Lines.AsSpan().SequenceEqual(other.Lines.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Symbol, Section, Start, Count, Name).GetHashCode();
}

/// <summary>A place that instructions come from, up to the next line's slot.</summary>
/// <param name="Slot">The first such instruction, in slots from the start of the function.</param>
/// <param name="Location">The place; null for code without one.</param>
public readonly record struct SourceMapLine(int Slot, SourceLocation? Location);
