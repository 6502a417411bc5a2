using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Makes maps (<c>BPF_MAP_CREATE</c>), or finds them where they are pinned.</summary>
internal static class MapCreator
{
    private const string DefaultPinFolder = "/sys/fs/bpf";

    /// <param name="spec">The map.</param>
    /// <param name="btf">The object's types, in the kernel.</param>
    /// <param name="pinFolder">Where it is pinned; null for nowhere.</param>
    /// <param name="types">The object's types, to compare with those of a map that is found.</param>
    /// <param name="made">The maps that were made before, by name: a new map holds those from the start that its specification names.</param>
    /// <param name="token">The right to; null for none.</param>
    public static KernelMap Create(
        MapSpec spec, FileDescriptor btf, string? pinFolder, ImmutableArray<byte> types = default, IReadOnlyDictionary<string, KernelMap>? made = null,
        FileDescriptor? token = null)
    {
        // 0 stands for the number of CPUs, as in libbpf.
        if (spec is { Type: MapType.PerfEventArray, MaxEntries: 0 })
            spec = spec with { MaxEntries = Cpus.Possible };
        bool isGlobals = spec.Name.StartsWith('.');
        string? pin = spec.PinByName || (pinFolder != null && !isGlobals) ? Path.Combine(pinFolder ?? DefaultPinFolder, spec.Name) : null;
        if (pin != null && Reuse(spec, pin, btf, types) is { } reused)
            return reused;
        FileDescriptor fd = CreateNew(spec, btf, token);
        try
        {
            KernelMap map = new(fd, MapShape.Of(spec), TemplateOf(spec, btf));
            Fill(spec, map);
            foreach ((int key, string held) in spec.HeldMaps)
                Hold(spec, map, key, held, made!);
            if (pin != null)
            {
                if (pinFolder != null)
                    Directory.CreateDirectory(pinFolder);
                Pins.Create(fd, pin, $"map '{spec.Name}'");
            }

            return map;
        }
        catch
        {
            fd.Dispose();
            throw;
        }
    }

    private static InnerMapTemplate? TemplateOf(MapSpec spec, FileDescriptor btf) => spec.InnerMap is { } inner ? new InnerMapTemplate(inner, btf) : null;

    private static FileDescriptor CreateNew(MapSpec spec, FileDescriptor btf, FileDescriptor? token)
    {
        using FileDescriptor? inner = spec.InnerMap != null ? CreateNew(spec.InnerMap, btf, token) : null;
        MapCreateAttr attr = new()
        {
            Type = (uint)spec.Type,
            KeySize = (uint)spec.KeySize,
            ValueSize = (uint)spec.ValueSize,
            MaxEntries = (uint)spec.MaxEntries,
            Flags = spec.Flags | (token == null ? 0 : BpfToken.Flag),
            TokenFd = token?.DangerousGetHandle().ToInt32() ?? 0,
            Extra = spec.Extra,
            Name = KernelName.From(spec.Name),
            InnerMapFd = inner?.DangerousGetHandle().ToInt32() ?? 0,
        };
        if (!btf.IsInvalid && spec.BtfValueTypeId != 0)
        {
            attr.BtfFd = (int)btf.DangerousGetHandle();
            attr.BtfKeyTypeId = (uint)spec.BtfKeyTypeId;
            attr.BtfValueTypeId = (uint)spec.BtfValueTypeId;
        }

        FileDescriptor fd = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out int errno);
        if (errno != 0 && attr.BtfFd != 0)
        {
            // Many map types refuse types of keys and values; which ones depends on the kernel.
            attr.BtfFd = 0;
            attr.BtfKeyTypeId = 0;
            attr.BtfValueTypeId = 0;
            fd = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out errno);
        }

        return errno == 0 ? fd : throw Refused(spec, errno);
    }

    private static void Fill(MapSpec spec, KernelMap map)
    {
        if (spec.Type == MapType.Arena)
        {
            map.Arena.Start(spec.InitialValue.AsSpan());
            return;
        }

        if (!spec.InitialValue.IsDefaultOrEmpty)
        {
            int result = map.Update(stackalloc byte[sizeof(uint)], spec.InitialValue.AsSpan(), 0);
            if (result != 0)
                throw new BpfException($"Setting the initial value of '{spec.Name}'", -result);
        }

        if (!spec.Frozen)
            return;
        using FileDescriptor.Lease lease = map.Descriptor.Use();
        MapFdAttr attr = new() { MapFd = lease.Number };
        // Before Linux 5.2 there is no freezing; the verifier then doesn't rely on the constants.
        int frozen = BpfSyscall.Call(BpfCommand.MapFreeze, ref attr);
        if (frozen is not (0 or -Errno.EINVAL))
            throw new BpfException($"Freezing '{spec.Name}'", -frozen);
    }

    private static void Hold(MapSpec spec, KernelMap map, int key, string held, IReadOnlyDictionary<string, KernelMap> made)
    {
        using FileDescriptor.Lease lease = made[held].Descriptor.Use();
        int number = lease.Number;
        int result = map.Update(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in key)), MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)), 0);
        if (result != 0)
            throw new BpfException($"Putting map '{held}' into '{spec.Name}' at {key}", -result);
    }

    private static KernelMap? Reuse(MapSpec spec, string pin, FileDescriptor btf, ImmutableArray<byte> types)
    {
        FileDescriptor fd = Pins.TryOpen(pin, out int errno);
        if (errno == Errno.ENOENT)
            return null;
        if (errno != 0)
            throw new BpfException($"Opening the pinned map '{pin}'", errno, errno == Errno.EPERM ? Permissions.Explain(null) : "");
        MapShape? found = KernelMap.ReadShape(fd, spec.Name);
        MapShape wanted = MapShape.Of(spec);
        if (found == wanted)
        {
            if (MapTypesCheck.Difference(fd, spec, types) is not { } difference)
                return new KernelMap(fd, wanted, TemplateOf(spec, btf));
            fd.Dispose();
            throw new BpfMapMismatchException(pin, "the layout that the object declares", $"of the same shape, but {difference}");
        }

        fd.Dispose();
        throw new BpfMapMismatchException(pin, wanted.ToString(), found?.ToString() ?? "no map");
    }

    private static BpfException Refused(MapSpec spec, int errno) => new(
        $"Creating map '{spec.Name}' ({spec.Type}, keys of {spec.KeySize}, values of {spec.ValueSize} bytes, {spec.MaxEntries} entries)",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(null),
            Errno.EINVAL when spec.Type == MapType.Ringbuf =>
                $"A ring buffer's size is a power of two and a multiple of the page size ({Environment.SystemPageSize}); they exist since Linux 5.8.",
            _ when spec.Type == MapType.Arena => ArenaMapping.WhyNotMade(errno),
            Errno.EINVAL => "The kernel doesn't know the type, or refuses these sizes or flags.",
            Errno.E2BIG or Errno.ENOMEM => "It is too large.",
            Errno.EMFILE => "The process has no more file descriptors (ulimit -n).",
            _ => "",
        });
}
