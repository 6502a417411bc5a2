using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Compares the types of a map that is there already with those that an object declares: maps of one size may hold different things.</summary>
internal static class MapTypesCheck
{
    /// <summary>What differs, a sentence without its end; null where nothing does, or one of them has no types.</summary>
    /// <param name="map">The map.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="declared">The object's types, in BTF.</param>
    /// <exception cref="Core.BpfFormatException">The kernel's BTF is damaged.</exception>
    public static string? Difference(FileDescriptor map, MapSpec spec, ImmutableArray<byte> declared)
    {
        if (spec.BtfValueTypeId == 0 || declared.IsDefaultOrEmpty || BpfSyscall.GetInfo(map, out MapInfo info) != 0 || info.BtfId == 0 || info.BtfValueTypeId == 0)
            return null;
        if (LoadedTypes.Read(info.BtfId) is not { } there)
            return null;
        BtfTypes wanted = BtfTypes.Read(declared);
        if (spec.BtfKeyTypeId != 0 && info.BtfKeyTypeId != 0
            && BtfLayout.Difference(wanted, spec.BtfKeyTypeId, there, (int)info.BtfKeyTypeId) is { } ofKey)
            return "of its keys, " + ofKey;
        return BtfLayout.Difference(wanted, spec.BtfValueTypeId, there, (int)info.BtfValueTypeId) is { } ofValue ? "of its values, " + ofValue : null;
    }
}
