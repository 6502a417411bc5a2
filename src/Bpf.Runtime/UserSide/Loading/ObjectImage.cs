using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>An object read and linked, its constants and sizes set, ready to be loaded.</summary>
/// <param name="File">The object as it stands in its file.</param>
/// <param name="Linked">What is to be loaded.</param>
/// <param name="LeftOut">Programs that are not to be loaded.</param>
internal sealed record ObjectImage(BpfObjectFile File, LinkedObject Linked, ImmutableArray<LoadRequest> LeftOut)
{
    /// <summary>Reads and links an object.</summary>
    /// <exception cref="BpfFormatException">The bytes are no object, or contradict themselves.</exception>
    /// <exception cref="BpfException">A name in the options or the configuration is not in the object.</exception>
    public static ObjectImage Read(ReadOnlySpan<byte> elf, KernelProfile profile, LoadOptions options, BpfConfig? config)
    {
        BpfObjectFile file = ElfReader.Read(elf);
        LinkedObject linked = ObjectLinker.Link(file, profile, options.KernelBtfPath);
        CheckNames(linked, options);
        Dictionary<string, MapSpec> maps = new(StringComparer.Ordinal);
        foreach (MapSpec spec in linked.Maps)
        {
            if (!maps.TryAdd(spec.Name, Resize(spec, options)))
                throw new BpfFormatException($"There are two maps '{spec.Name}'.");
        }

        if (config != null)
            Configure(file, maps, config);
        ImmutableArray<LoadRequest> programs = [.. linked.Programs.Select(
            request => request with { Maps = [.. request.Maps.Select(spec => maps[spec.Name])] })];
        return new ObjectImage(
            file,
            linked with
            {
                Maps = [.. linked.Maps.Select(spec => maps[spec.Name])],
                Programs = programs.RemoveAll(request => options.LeftOut.Contains(request.Name)),
            },
            programs.RemoveAll(request => !options.LeftOut.Contains(request.Name)));
    }

    private static MapSpec Resize(MapSpec spec, LoadOptions options) =>
        options.MaxEntries.TryGetValue(spec.Name, out int entries) ? spec with { MaxEntries = entries } : spec;

    private static void Configure(BpfObjectFile file, Dictionary<string, MapSpec> maps, BpfConfig config)
    {
        foreach ((string name, byte[] value) in config.Values)
        {
            (DataSection section, DataVariable variable) = Find(file, name)
                ?? throw new BpfException($"The object has no global '{name}' to configure.");
            if (variable.Size != value.Length)
                throw new BpfMapMismatchException(name, $"a global of {value.Length} bytes", $"one of {variable.Size} bytes");
            MapSpec spec = maps[section.Name];
            byte[] content = new byte[spec.ValueSize];
            spec.InitialValue.AsSpan().CopyTo(content);
            value.CopyTo(content.AsSpan(variable.Offset));
            maps[section.Name] = spec with { InitialValue = ImmutableCollectionsMarshal.AsImmutableArray(content) };
        }
    }

    private static (DataSection Section, DataVariable Variable)? Find(BpfObjectFile file, string name)
    {
        foreach (DataSection section in file.DataSections)
        {
            foreach (DataVariable variable in section.Variables)
            {
                if (variable.Name == name)
                    return (section, variable);
            }
        }

        return null;
    }

    /// <summary>A mistyped name would silently do nothing.</summary>
    private static void CheckNames(LinkedObject linked, LoadOptions options)
    {
        foreach (string name in options.MaxEntries.Keys)
        {
            if (!linked.Maps.Any(spec => spec.Name == name))
                throw new BpfException($"The object has no map '{name}' to resize.");
        }

        foreach (string name in options.LeftOut)
        {
            if (!linked.Programs.Any(request => request.Name == name))
                throw new BpfException($"The object has no program '{name}' to leave out.");
        }
    }
}
