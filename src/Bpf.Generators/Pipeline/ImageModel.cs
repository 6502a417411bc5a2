using System.Collections.Immutable;
using System.Linq;
using Bpf.Frontend.Model;
using Bpf.Generators.Diagnostics;

namespace Bpf.Generators.Pipeline;

/// <summary>A class and where it is: the one changes with what it means, the other with every edit above it.</summary>
/// <param name="Lowered">Its programs.</param>
/// <param name="Place">Where it is.</param>
internal sealed record ObjectInSource(LoweredObject Lowered, ObjectPlace Place);

/// <summary>Where a class is.</summary>
/// <param name="MetadataName">The class.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Parts">What its programs are made from.</param>
internal sealed record ObjectPlace(string MetadataName, DiagnosticLocation Name, SourcePlaces Parts);

/// <summary>A class as it is embedded.</summary>
/// <param name="Declared">Its declarations.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Object">What became of it.</param>
internal sealed record ImageModel(ObjectModel Declared, DiagnosticLocation Name, PlacedObject Object)
{
    /// <summary>Puts a compiled class where it is now.</summary>
    /// <param name="compiled">The class.</param>
    /// <param name="places">Where all classes are.</param>
    public static ImageModel Of(CompiledObject compiled, ImmutableArray<ObjectPlace> places)
    {
        ObjectPlace place = places.First(place => place.MetadataName == compiled.Declared.MetadataName);
        return new ImageModel(compiled.Declared, place.Name, compiled.At(place.Parts));
    }
}
