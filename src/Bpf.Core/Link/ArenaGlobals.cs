using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>Globals that stand in an arena: they take its first pages, at the offsets that they have in their section.</summary>
/// <remarks>Source: libbpf, "arena" (<c>.addr_space.1</c>); an object has one arena then, and so has a program (kernel/bpf/verifier.c).</remarks>
internal static class ArenaGlobals
{
    /// <summary>Gives the arena the bytes that it starts with.</summary>
    /// <exception cref="BpfFormatException">Which arena they stand in can't be told.</exception>
    public static ImmutableArray<MapSpec> Place(BpfObjectFile file, ImmutableArray<MapSpec> maps, ImmutableDictionary<string, ImmutableArray<byte>> config)
    {
        if (file.DataSections.FirstOrDefault(s => s.IsArena) is not { } section) return maps;
        int arenas = maps.Count(m => m.Type == MapType.Arena);
        if (arenas != 1)
            throw new BpfFormatException($"{section.Name} holds globals that stand in the object's arena, of which it has {(arenas == 0 ? "none" : $"{arenas}")}.");
        MapSpec arena = Home(maps);
        return maps.Replace(arena, arena with { InitialValue = GlobalMaps.Configure(section, config) });
    }

    /// <summary>The arena.</summary>
    public static MapSpec Home(ImmutableArray<MapSpec> maps) => maps.First(m => m.Type == MapType.Arena);
}
