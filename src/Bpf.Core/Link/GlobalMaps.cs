using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>Sections of globals as the maps that hold them: arrays of one element, named as the section.</summary>
/// <remarks>Source: libbpf, "global data" (<c>bpf_object__init_internal_map</c>).</remarks>
public static class GlobalMaps
{
    /// <summary>Bytes of a name that the kernel keeps, without the NUL (<c>BPF_OBJ_NAME_LEN</c>).</summary>
    private const int KernelNameLength = 15;

    /// <summary>The name libbpf gives such a map in the kernel: the beginning of the object's name and the section's.</summary>
    /// <param name="objectName">The object's name.</param>
    /// <param name="section">The section's name, <see cref="MapSpec.Name"/> of the map.</param>
    /// <returns><c>OpenSnoo.bss</c>, or the section's name alone where it has a suffix (<c>.data.hot</c>).</returns>
    public static string KernelName(string objectName, string section)
    {
        int prefix = section.IndexOf('.', 1) >= 0 ? 0
            : Math.Min(Math.Max(0, KernelNameLength - Math.Max(SectionNames.Rodata.Length, section.Length)), objectName.Length);
        char[] name = (objectName.Substring(0, prefix) + section).ToCharArray();
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.')) name[i] = '_';
        }

        return new(name, 0, Math.Min(name.Length, KernelNameLength));
    }

    /// <summary>The map of a section, its configuration set.</summary>
    internal static MapSpec Create(DataSection section, BtfTypes? types, ImmutableDictionary<string, ImmutableArray<byte>> config)
    {
        MapFlags flags = section.IsReadOnly ? MapFlags.RdonlyProg : MapFlags.None;
        if (IsVisible(section, types)) flags |= MapFlags.Mmapable;
        return new()
        {
            Name = section.Name,
            Type = MapType.Array,
            KeySize = sizeof(int),
            ValueSize = section.Size,
            MaxEntries = 1,
            Flags = (uint)flags,
            BtfValueTypeId = section.TypeId,
            InitialValue = Configure(section, config),
            Frozen = section.IsReadOnly,
        };
    }

    /// <summary>Refuses values for what is not there.</summary>
    internal static void CheckNames(BpfObjectFile file, ImmutableDictionary<string, ImmutableArray<byte>> config)
    {
        foreach (string name in config.Keys.OrderBy(n => n, StringComparer.Ordinal))
        {
            if (!file.DataSections.Any(s => s.Variables.Any(v => v.Name == name)))
                throw new ArgumentException($"The object has no global '{name}' to set.", nameof(config));
        }
    }

    /// <summary>Sections without a variable that user space may know are not mapped into it (string literals, static data).</summary>
    private static bool IsVisible(DataSection section, BtfTypes? types)
    {
        if (section.TypeId == 0) return false;
        BtfType datasec = types![section.TypeId];
        for (int i = 0; i < datasec.Length; i++)
        {
            if (types[datasec.Variable(i).TypeId].Linkage != BtfLinkage.Static) return true;
        }

        return false;
    }

    /// <summary>A section's bytes with the configuration in them.</summary>
    internal static ImmutableArray<byte> Configure(DataSection section, ImmutableDictionary<string, ImmutableArray<byte>> config)
    {
        byte[]? content = null;
        foreach (DataVariable variable in section.Variables)
        {
            if (!config.TryGetValue(variable.Name, out ImmutableArray<byte> value)) continue;
            if (value.Length != variable.Size)
                throw new ArgumentException($"'{variable.Name}' takes {variable.Size} bytes, not {value.Length}.", nameof(config));
            if (content is null) section.Content.AsSpan().CopyTo(content = new byte[section.Size]); // .bss has no content of its own
            value.AsSpan().CopyTo(content.AsSpan(variable.Offset));
        }

        return content is null ? section.Content : ImmutableCollectionsMarshal.AsImmutableArray(content);
    }
}
