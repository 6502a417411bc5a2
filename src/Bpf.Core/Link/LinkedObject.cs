using System.Collections.Immutable;

namespace Bpf.Core.Link;

/// <summary>An object after linking for one kernel profile: maps to create and programs to load.</summary>
/// <param name="Maps">All maps of the object. A program's <see cref="LoadRequest.Maps"/> are among them.</param>
/// <param name="Programs">One request a program that is not left out, in the object's order.</param>
/// <param name="Btf">The object's BTF to load first; empty for none.</param>
public sealed record LinkedObject(
    ImmutableArray<MapSpec> Maps,
    ImmutableArray<LoadRequest> Programs,
    ImmutableArray<byte> Btf)
{
    /// <summary>Maps, by name, that only programs left out refer to: a kernel that lacks what those need may lack the maps' types too.</summary>
    public ImmutableHashSet<string> MapsLeftOut { get; init; } = [];
}
