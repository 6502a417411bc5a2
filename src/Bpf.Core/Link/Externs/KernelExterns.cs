using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link.Core;

namespace Bpf.Core.Link.Externs;

/// <summary>Finds what an object refers to and the kernel defines: functions and variables in its types, addresses, settings.</summary>
/// <remarks>Source: libbpf's <c>bpf_object__resolve_externs</c>; docs.kernel.org/bpf/libbpf, bpf/kfuncs.</remarks>
internal sealed class KernelExterns
{
    private const string Version = "LINUX_KERNEL_VERSION";

    private readonly BpfObjectFile _file;
    private readonly KernelProfile _profile;
    private readonly LinkOptions _options;
    private readonly KernelSearch? _kernel;
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    public KernelExterns(BpfObjectFile file, KernelProfile profile, LinkOptions options, KernelSearch? kernel)
    {
        _file = file;
        _profile = profile;
        _options = options;
        _kernel = kernel;
        Settings = MakeSettings();
    }

    /// <summary>True where a kernel's types are at hand.</summary>
    public bool HasKernel => _kernel is not null;

    /// <summary>The map of settings, as libbpf lays it out; null where the object asks for none.</summary>
    public MapSpec? Settings { get; }

    /// <summary>Where in <see cref="Settings"/> a setting is.</summary>
    public int OffsetOf(ObjectExtern external) => _offsets[external.Name];

    /// <summary>A kernel function or variable; null where the kernel has none and the object copes with that, or where no kernel's types are at hand.</summary>
    /// <exception cref="BpfFormatException">The kernel has none, or one of another type.</exception>
    public KernelType? Find(ObjectExtern external, BtfKind kind)
    {
        if (_kernel is null) return null;
        string name = NameOf(external);
        if (_kernel.Find(name, kind) is not { } found)
        {
            return external.IsWeak ? null : throw new BpfFormatException(kind == BtfKind.Func
                ? $"The kernel has no function '{name}' that programs may call, and none of its modules that are loaded."
                : $"The kernel's types have no variable '{name}', and none of its modules that are loaded.");
        }

        BtfTypes local = _file.Types!;
        int declared = local[external.TypeId].TypeId, actual = found.Types[found.Id].TypeId;
        bool isOurs = !_file.CSharp.IsEmpty, isFunction = kind == BtfKind.Func;
        string? wrong = !CoreCompatibility.TypesMatch(local, declared, found.Types, actual) ? "has another type in the kernel than in the object"
            : isFunction && isOurs && KernelSignatures.Difference(local, declared, found.Types, actual) is { } difference ? $"is not what it is in the kernel: {difference}"
            : null;
        if (wrong is null) return found;
        // Objects ask for what they declare, so that they can do without one that has become another.
        return external.IsWeak && isFunction ? null : throw new BpfFormatException($"'{name}' {wrong}.");
    }

    /// <summary>What the kernel calls it: <c>bpf_task_acquire</c> for <c>bpf_task_acquire___old</c>.</summary>
    public static string NameOf(ObjectExtern external) => CoreCompatibility.EssentialName(external.Name);

    /// <summary>
    /// True where programs may hold the address of a function (Linux 6.4): before, there is no other way than a number for objects that ask whether there is one.
    /// </summary>
    public bool HasFunctionAddresses => _profile.Version >= new Version(6, 4);

    /// <summary>True for a variable that the object gives no type: its address is all there is.</summary>
    public bool IsUntyped(ObjectExtern external) =>
        _file.Types is not { } types || external.TypeId == 0 || types[external.TypeId] is { Kind: BtfKind.Var, TypeId: var type } && types.Resolve(type) == 0;

    /// <summary>The address of a kernel symbol; 0 where there is none and the object copes with that.</summary>
    /// <exception cref="BpfFormatException">There is none.</exception>
    public ulong AddressOf(ObjectExtern external)
    {
        if (_options.KernelSymbols is not { } symbols) return 0;
        if (symbols(external.Name) is { } address) return address;
        return external.IsWeak ? 0UL : throw new BpfFormatException($"The kernel has no symbol '{external.Name}', or hides its address (kernel.kptr_restrict).");
    }

    private MapSpec? MakeSettings()
    {
        if (_file.Types is not { } types) return null;
        int section = types.Find(SectionNames.Kconfig, BtfKind.Datasec);
        if (section == 0) return null;
        byte[] bytes = new byte[SettingPlaces.SizeOf(types)];
        bool isKnown = true;
        foreach ((int variable, int offset, int size) in SettingPlaces.Of(types))
        {
            string name = types[variable].Name;
            _offsets[name] = offset;
            string? value = ValueOf(name);
            if (value is null && !_options.LeavesSettingsOpen && _file.Externs.Any(e => e.Name == name && !e.IsWeak))
                throw new BpfFormatException($"The kernel's configuration has no {name}, which the object asks for.");
            isKnown &= value is not null || !_options.LeavesSettingsOpen;
            SettingValue.BytesOf(types, types[variable].TypeId, name, value).CopyTo(bytes, offset);
        }

        return new()
        {
            Name = SectionNames.Kconfig,
            Type = MapType.Array,
            KeySize = sizeof(int),
            ValueSize = bytes.Length,
            MaxEntries = 1,
            Flags = (uint)(MapFlags.RdonlyProg | MapFlags.Mmapable),
            BtfValueTypeId = section,
            InitialValue = [.. bytes],
            Frozen = isKnown,
        };
    }

    private string? ValueOf(string name)
    {
        if (name == Version)
        {
            Version kernel = _profile.Version;
            int release = (kernel.Major << 16) + (kernel.Minor << 8) + Math.Min(Math.Max(kernel.Build, 0), 255);
            return release.ToString(CultureInfo.InvariantCulture);
        }

        return _options.KernelSettings.TryGetValue(name, out string? given) ? given
            : _profile.Config.TryGetValue(name, out string? value) ? value
            : VirtualSettings.ValueOf(name, _profile.Version, _options.Architecture);
    }
}
