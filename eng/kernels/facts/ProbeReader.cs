using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Bpf.Core.Kernel;

namespace Bpf.KernelFacts;

/// <summary>Reads bpftool's answers about one kernel.</summary>
internal static class ProbeReader
{
    /// <summary>Makes the profile of a kernel.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="alias">Its short name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="json">The output of <c>bpftool -j feature probe kernel full</c>.</param>
    /// <param name="btf">Its type information.</param>
    public static KernelProfile Read(string name, string alias, Version version, string json, byte[] btf)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;

        KernelProfile probed = new()
        {
            Name = name,
            Alias = alias,
            Version = version,
            Proven = true,
            MapTypes = [.. MapTypes.All.Where(map => HasMapType(root, btf, map)).Select(static map => map.Type)],
            ProgramTypes = [.. ProgramTypes.All.Where(type => HasProgramType(root, btf, type)).Select(static type => type.Type)],
        };
        probed = probed with { Helpers = ReadHelpers(root, probed.ProgramTypes) };
        probed = DerivedHelperRules.Apply(probed);
        return probed with { Features = [.. Features.All.Where(row => FeatureRules.Has(row, probed, root, btf)).Select(static row => row.Feature)] };
    }

    /// <summary>One yes-or-no answer of the probe.</summary>
    /// <param name="root">The whole answer.</param>
    /// <param name="section">Its part.</param>
    /// <param name="key">The question.</param>
    public static bool Says(JsonElement root, string section, string key) =>
        root.GetProperty(section).TryGetProperty(key, out JsonElement answer) && answer.ValueKind == JsonValueKind.True;

    // bpftool asks for tracing programs with one on a function's entry. A kernel built without that still takes those on tracepoints
    // and in iterators, for which it needs raw tracepoints and its types.
    private static bool HasProgramType(JsonElement root, byte[] btf, ProgramTypeInfo type) =>
        Says(root, "program_types", $"have_{type.Name}_prog_type")
        || (type.Type == ProgramType.Tracing && btf.Length > 0 && Says(root, "program_types", "have_raw_tracepoint_prog_type"));

    // bpftool asks for the map types of its own release; that a newer one exists, the kernel's own enumeration says.
    private static bool HasMapType(JsonElement root, byte[] btf, MapTypeInfo map)
    {
        string key = $"have_{map.Name}_map_type";
        return root.GetProperty("map_types").TryGetProperty(key, out _)
            ? Says(root, "map_types", key)
            : FeatureRules.HasName(btf, $"BPF_MAP_TYPE_{map.Name.ToUpperInvariant()}");
    }

    private static ImmutableDictionary<ProgramType, ImmutableHashSet<HelperId>> ReadHelpers(JsonElement root, IEnumerable<ProgramType> types)
    {
        JsonElement lists = root.GetProperty("helpers");
        return types.ToImmutableDictionary(static type => type, type =>
            lists.TryGetProperty($"{ProgramTypes.Find(type)!.Name}_available_helpers", out JsonElement list)
                ? list.EnumerateArray().Select(static helper => ReadHelper(helper.GetString()!)).ToImmutableHashSet()
                : []);
    }

    private static HelperId ReadHelper(string name) =>
        Helpers.Find(name)?.Id ?? throw new FormatException($"the probe names a helper that has no row: {name}");
}
