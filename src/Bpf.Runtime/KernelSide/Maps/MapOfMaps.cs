using System;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A map whose values are maps, all of one kind. User space puts them in, also while programs run.</summary>
/// <typeparam name="TMap">The class of the maps in it.</typeparam>
public abstract class MapOfMaps<TMap> : MapDeclaration where TMap : MapDeclaration
{
    private protected MapOfMaps(MapType type, int maxEntries, TMap inner, string name) : base(type, maxEntries, name) => Inner = inner;

    /// <summary>What the maps in it look like.</summary>
    public TMap Inner { get; }

    private protected bool TryFind(ReadOnlySpan<byte> key, [NotNullWhen(true)] out TMap? map)
    {
        Span<byte> found = Model.Lookup(key, 0);
        map = found.IsEmpty || BpfWorld.Current.FindMap(BinaryPrimitives.ReadUInt32LittleEndian(found)) is not { } model ? null : (TMap)Inner.For(model);
        return map is not null;
    }
}
