using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Driver;
using Bpf.Core.Explain;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// A class after compilation and verification, for whatever places its source moves to. Compared by reference, as <see cref="LoweredObject"/> is.
/// </summary>
/// <param name="declared">Its declarations.</param>
/// <param name="origin">Where its source was when it was lowered.</param>
/// <param name="lowering">What the front end said.</param>
/// <param name="result">What the compiler made; null where C# itself has errors in it.</param>
internal sealed class CompiledObject(ObjectModel declared, SourcePlaces origin, ImmutableArray<BpfDiagnostic> lowering, CompilationResult? result)
{
    private readonly object _gate = new();
    private (SourcePlaces Places, PlacedObject Object)? _last;

    /// <summary>Its declarations.</summary>
    public ObjectModel Declared => declared;

    /// <summary>The object and its diagnostics with the lines of the source as it is now.</summary>
    public PlacedObject At(SourcePlaces places)
    {
        lock (_gate)
        {
            if (_last is not { } last || last.Places != places)
            {
                last = (places, Place(places));
                _last = last;
            }

            return last.Object;
        }
    }

    private PlacedObject Place(SourcePlaces places)
    {
        if (result is null)
            return new PlacedObject("", []) { IsSkipped = true };
        CompilationResult placed = result;
        ImmutableArray<BpfDiagnostic> found = lowering;
        if (places.MoveFrom(origin) is { } move)
        {
            placed = result.Moved(move);
            found = [.. lowering.Select(diagnostic => diagnostic.Moved(move))];
        }

        return new PlacedObject(placed.Object is null ? "" : Convert.ToBase64String(placed.Object), found.AddRange(placed.Diagnostics));
    }
}

/// <summary>What is embedded in the assembly, and what is said about it.</summary>
/// <param name="Image">The ELF object in base64; empty where it was refused.</param>
/// <param name="Diagnostics">Errors and warnings on the expressions they are about.</param>
internal sealed record PlacedObject(string Image, ImmutableArray<BpfDiagnostic> Diagnostics)
{
    /// <summary>True where there is nothing to embed.</summary>
    public bool IsRefused => Image.Length == 0;

    /// <summary>True where C# itself has errors in it, and nothing more is to be said.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The first error.</summary>
    public BpfDiagnostic? FirstError => Diagnostics.FirstOrDefault(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error);

    /// <inheritdoc/>
    public bool Equals(PlacedObject? other) =>
        other is not null && Image == other.Image && IsSkipped == other.IsSkipped && Diagnostics.SequenceEqual(other.Diagnostics);

    /// <inheritdoc/>
    public override int GetHashCode() => Image.GetHashCode();
}
