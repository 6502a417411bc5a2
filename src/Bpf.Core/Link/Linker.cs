using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link.Externs;

namespace Bpf.Core.Link;

/// <summary>Makes of an object what a kernel is asked to create and verify. A pure function: no I/O, no descriptors.</summary>
/// <remarks>Source: libbpf's loading of objects; docs.kernel.org/bpf/libbpf.</remarks>
public static class Linker
{
    /// <summary><c>BPF_F_SLEEPABLE</c>, include/uapi/linux/bpf.h.</summary>
    private const uint Sleepable = 1u << 4;

    /// <summary><c>BPF_F_XDP_HAS_FRAGS</c>, include/uapi/linux/bpf.h.</summary>
    private const uint XdpHasFrags = 1u << 5;

    /// <summary>True where programs of an object depend on the kernel's own types (CO-RE, fentry, LSM, iterators).</summary>
    /// <param name="file">The object.</param>
    /// <param name="leftOut">Programs that are not to be loaded, by name.</param>
    public static bool NeedsKernelTypes(BpfObjectFile file, ImmutableHashSet<string> leftOut) => NeedsKernelIds(file, leftOut)
        || file.Functions.Any(function => !leftOut.Contains(function.Name) && function.CoreRelocations.Length > 0);

    /// <summary>True where programs of an object name types of the running kernel to it: what they attach to, functions and variables.</summary>
    /// <param name="file">The object.</param>
    /// <param name="leftOut">Programs that don't count.</param>
    public static bool NeedsKernelIds(BpfObjectFile file, ImmutableHashSet<string> leftOut) => AttachesByType(file, leftOut)
        || file.Functions.Any(function => !leftOut.Contains(function.Name) && function.Relocations.Any(r => r.Kind == RelocationKind.Extern && IsTyped(file, r)));

    /// <summary>True where a program of the object attaches to what the kernel's types name.</summary>
    /// <param name="file">The object.</param>
    /// <param name="leftOut">Programs that don't count.</param>
    public static bool AttachesByType(BpfObjectFile file, ImmutableHashSet<string> leftOut) => file.Functions.Any(function =>
        !leftOut.Contains(function.Name) && function.IsProgram && Sections.Find(function.Section.TrimStart('?')) is { } section
        && (section.Has(SectionTraits.AttachBtf) || section.ProgramType == ProgramType.StructOps));

    /// <summary>True where an extern is found in the kernel's types: a function, or a variable that the object gives a type.</summary>
    private static bool IsTyped(BpfObjectFile file, ObjectRelocation relocation) => file.Externs[relocation.Index] is { Section: SectionNames.Ksyms, TypeId: not 0 and var id }
        && file.Types is { } types && (types[id].Kind == BtfKind.Func || types.Resolve(types[id].TypeId) != 0);

    /// <summary>Links an object for one kernel.</summary>
    /// <param name="file">The object.</param>
    /// <param name="profile">The kernel: its version decides which kinds of BTF it is given.</param>
    /// <param name="options">Configuration and the kernel's types.</param>
    /// <returns>
    /// Maps (sections of globals among them, named as the section), one load request a program, and the BTF to load first. A program's maps
    /// are the same instances as the object's.
    /// </returns>
    /// <exception cref="BpfFormatException">The object contradicts itself, or needs what is not supported or not there: sections of
    /// unknown meaning, functions, settings and types that the kernel doesn't have.</exception>
    /// <exception cref="ArgumentException">The options name no global, map or program of the object, or a value has another size than its global.</exception>
    public static LinkedObject Link(BpfObjectFile file, KernelProfile profile, LinkOptions? options = null)
    {
        options ??= LinkOptions.Default;
        BtfName[] sought = [.. KernelNames.Of(file, options.LeftOut)];
        options.KernelBtf?.Seek(sought);
        options.RelocationTypes?.Seek(sought);
        GlobalMaps.CheckNames(file, options.Config);
        CheckNames(options.MaxEntries.Keys, file.Maps.SelectMany(m => m.InnerMap is { } inner ? new[] { m.Name, inner.Name } : [m.Name]), "map", "resize");
        CheckNames(options.TargetTypes.Keys, file.Functions.Where(f => f.IsProgram).Select(f => f.Name), "program", "attach to another one");
        CheckNames(options.LeftOut, file.Functions.Where(f => f.IsProgram).Select(f => f.Name), "program", "leave out");
        ImmutableArray<MapSpec> maps = [.. file.Maps.Select(m => WithoutForeignTypes(Resized(m, options.MaxEntries)))];
        maps = ArenaGlobals.Place(file, maps, options.Config);
        ImmutableArray<MapSpec> globals = [.. file.DataSections.Select(s => s.IsArena ? ArenaGlobals.Home(maps) : GlobalMaps.Create(s, file.Types, options.Config))];
        if (maps.Concat(globals.Where(IsOwnMap)).GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new BpfFormatException($"There are two maps '{twice.Key}'.");
        KernelSearch? kernel = options.KernelBtf is { } kernelTypes ? new(kernelTypes, options.KernelModules) : null;
        KernelExterns externs = new(file, profile, options, kernel);
        if (externs.Settings is { } settings) globals = globals.Add(settings);
        ImmutableArray<byte> btf = file.Types is { } types ? BtfSanitizer.Sanitize(types, profile.Version) : [];

        ProgramLinker linker = new(file, maps, globals, options.RelocationTypes is { } others ? new(others) : kernel, externs, RegisterLayout.Of(options.Architecture), profile.Has(Feature.LoadAcquire));
        ImmutableArray<LoadRequest>.Builder programs = ImmutableArray.CreateBuilder<LoadRequest>();
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < file.Functions.Length; i++)
        {
            ObjectFunction function = file.Functions[i];
            if (!function.IsProgram) continue;
            if (!names.Add(function.Name)) throw new BpfFormatException($"There are two programs '{function.Name}'.");
            if (options.LeftOut.Contains(function.Name)) continue;

            string section = IsOptional(function) ? function.Section.Substring(1) : function.Section;
            SectionPattern pattern = Sections.Find(section)
                ?? throw new BpfFormatException($"Program '{function.Name}': section '{section}' stands for no program type.");
            bool isOperation = pattern.ProgramType == ProgramType.StructOps;
            if (isOperation) section = AttachTargets.SectionOfOperation(file, i, section, pattern);
            (int structure, int member) = isOperation ? AttachTargets.FindOperation(function.Name, section, pattern, options.KernelBtf) : default;
            KernelType? target = isOperation ? null : AttachTargets.Find(function.Name, section, pattern, options, kernel);
            uint flags = (pattern.Has(SectionTraits.Sleepable) ? Sleepable : 0) | (pattern.Has(SectionTraits.XdpFrags) ? XdpHasFrags : 0);
            programs.Add(linker.Link(i) with
            {
                Section = section,
                ProgramType = pattern.ProgramType,
                ExpectedAttachType = isOperation ? (AttachType)member : pattern.AttachType, // the kernel takes the member's index
                Flags = flags,
                AttachBtfId = isOperation ? structure : target?.Id ?? 0,
                AttachModule = target?.Module,
                Btf = btf,
            });
        }

        return new(maps.AddRange(globals.Where(IsOwnMap)), programs.ToImmutable(), btf) { MapsLeftOut = MapsOnlyOf(file, options.LeftOut, programs) };
    }

    /// <summary>A map of other sizes than declared, and so the maps in it.</summary>
    private static MapSpec Resized(MapSpec map, ImmutableDictionary<string, int> sizes)
    {
        if (map.InnerMap is { } inner && sizes.ContainsKey(inner.Name)) map = map with { InnerMap = Resized(inner, sizes) };
        return sizes.TryGetValue(map.Name, out int entries) ? map with { MaxEntries = entries } : map;
    }

    /// <summary>False for the arena, which stands among the maps.</summary>
    private static bool IsOwnMap(MapSpec globals) => globals.Type != MapType.Arena;

    /// <summary>
    /// The maps that programs left out refer to and no others. What no program refers to is user space's own; those of programs that are optional are there
    /// for it as in libbpf.
    /// </summary>
    private static ImmutableHashSet<string> MapsOnlyOf(BpfObjectFile file, ImmutableHashSet<string> leftOut, IEnumerable<LoadRequest> loaded)
    {
        if (leftOut.IsEmpty) return [];
        IEnumerable<int> programs = Enumerable.Range(0, file.Functions.Length).Where(i => file.Functions[i].IsProgram && leftOut.Contains(file.Functions[i].Name)
            && !IsOptional(file.Functions[i]));
        IEnumerable<int> optional = Enumerable.Range(0, file.Functions.Length).Where(i => IsOptional(file.Functions[i]));
        HashSet<string> only = [.. MapsOf(file, programs).Except(loaded.SelectMany(request => request.Maps).Select(map => map.Name)).Except(MapsOf(file, optional))];
        return [.. only.Except(file.Maps.Where(map => !only.Contains(map.Name)).SelectMany(map => map.HeldMaps.Values))];
    }

    /// <summary>libbpf: a leading question mark says that a program is loaded only where asked for.</summary>
    private static bool IsOptional(ObjectFunction function) => function.Section.StartsWith("?", StringComparison.Ordinal);

    /// <summary>The maps that functions and those they call refer to.</summary>
    private static HashSet<string> MapsOf(BpfObjectFile file, IEnumerable<int> functions)
    {
        HashSet<string> maps = new(StringComparer.Ordinal);
        HashSet<int> visited = [.. functions];
        Stack<int> open = new(visited);
        while (open.Count > 0)
        {
            foreach (ObjectRelocation relocation in file.Functions[open.Pop()].Relocations)
            {
                if (relocation.Kind == RelocationKind.Map) maps.Add(file.Maps[relocation.Index].Name);
                bool calls = relocation.Kind is RelocationKind.Call or RelocationKind.FunctionAddress;
                if (calls && visited.Add(relocation.Index)) open.Push(relocation.Index);
            }
        }

        return maps;
    }

    /// <summary>A mistyped name would silently do nothing.</summary>
    private static void CheckNames(IEnumerable<string> asked, IEnumerable<string> known, string kind, string action)
    {
        foreach (string name in asked.Except(known).OrderBy(n => n, StringComparer.Ordinal))
            throw new ArgumentException($"The object has no {kind} '{name}' to {action}.", nameof(asked));
    }

    /// <summary>The map types whose keys and values the kernel lays out itself: it refuses BTF types for them.</summary>
    private static MapSpec WithoutForeignTypes(MapSpec map) => map.Type is MapType.PerfEventArray or MapType.CgroupArray
        or MapType.StackTrace or MapType.ArrayOfMaps or MapType.HashOfMaps or MapType.Devmap or MapType.DevmapHash
        or MapType.Cpumap or MapType.Xskmap or MapType.Sockmap or MapType.Sockhash or MapType.Queue or MapType.Stack
        or MapType.Arena or MapType.ProgArray or MapType.Ringbuf or MapType.BloomFilter
        ? map with { BtfKeyTypeId = 0, BtfValueTypeId = 0 }
        : map;
}
