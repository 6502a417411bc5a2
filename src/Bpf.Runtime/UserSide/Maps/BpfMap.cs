using System;
using System.Threading;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map, untyped: its shape, its name, its pin. Typed views (<see cref="BpfHashMap{TKey, TValue}"/>, ...) are made from it.</summary>
public sealed class BpfMap : IDisposable
{
    private readonly Lock gate = new();
    private RingReader? ring;
    private GlobalMemory? memory;
    private bool hasMemory;
    private UserRing? userRing;

    internal BpfMap(MapBackend backend) => Backend = backend;

    /// <summary>Type, sizes and flags.</summary>
    public MapShape Shape => Backend.Shape;

    /// <summary>The name in the object.</summary>
    public string Name => Shape.Name;

    internal MapBackend Backend { get; }

    /// <summary>The one reader of a ring buffer, opened by its first use.</summary>
    internal RingReader Ring
    {
        get
        {
            lock (gate)
            {
                return ring ??= Backend.OpenRing();
            }
        }
    }

    /// <summary>Opens the writing end of a ring buffer that programs read; closed with the map.</summary>
    internal UserRing OwnUserRing()
    {
        lock (gate)
        {
            return userRing ??= UserRing.Open(Backend.Descriptor, Shape);
        }
    }

    /// <summary>The elements in use, of the map that tells programs of marked places.</summary>
    internal UsdtNumbers UsdtNumbers { get; } = new();

    /// <summary>The elements as shared memory, mapped by the first use; null where the map is not made for it.</summary>
    internal GlobalMemory? Memory
    {
        get
        {
            lock (gate)
            {
                if (!hasMemory)
                    memory = Backend.OpenMemory();
                hasMemory = true;
                return memory;
            }
        }
    }

    /// <summary>Makes a map that belongs to no object.</summary>
    /// <param name="spec">What it is.</param>
    /// <returns>The map; its user disposes it.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static BpfMap Create(MapSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (RunningKernel.ChargesMemlock)
            Memlock.Raise();
        using FileDescriptor noTypes = new(-1);
        return new BpfMap(MapCreator.Create(spec, noTypes, pinFolder: null));
    }

    /// <summary>Opens a map that was pinned.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <returns>The map; its user disposes it.</returns>
    /// <exception cref="BpfException">There is no map at the path, or it may not be opened.</exception>
    public static BpfMap OpenPinned(string path)
    {
        FileDescriptor fd = Pins.Open(path, "bpf-map", "map");
        return new BpfMap(new KernelMap(fd, KernelMap.Read(fd).Shape with { Name = path }));
    }

    /// <summary>Opens a map of this or another process by the kernel's id of it (<c>BPF_MAP_GET_FD_BY_ID</c>).</summary>
    /// <param name="id">The id, as <see cref="BpfKernel.Maps"/> and bpftool show it.</param>
    /// <returns>The map, named as the kernel does (15 characters at most); its user disposes it.</returns>
    /// <exception cref="BpfException">There is no such map, or it may not be opened: that takes CAP_SYS_ADMIN.</exception>
    public static BpfMap Open(uint id)
    {
        FileDescriptor fd = KernelIds.Maps.Open(id);
        return new BpfMap(new KernelMap(fd, KernelMap.Read(fd).Shape));
    }

    /// <summary>The kernel's id of the map, as bpftool shows it.</summary>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public uint Id
    {
        get
        {
            int result = BpfSyscall.GetInfo(Backend.Descriptor, out MapInfo info);
            return result == 0 ? info.Id : throw new BpfException($"Reading the id of map '{Name}'", -result);
        }
    }

    /// <summary>Gives the map a path that outlives the process. Delete the file to unpin it.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <exception cref="BpfException">The kernel refused, for example because the path is taken.</exception>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public void Pin(string path) => Pins.Create(Backend.Descriptor, path, $"map '{Name}'");

    /// <summary>Makes the map read-only for user space (programs still may write): <c>BPF_MAP_FREEZE</c>.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="NotSupportedException">The map is in a simulated world.</exception>
    public void Freeze()
    {
        using FileDescriptor.Lease lease = Backend.Descriptor.Use();
        MapFdAttr attr = new() { MapFd = lease.Number };
        int result = BpfSyscall.Call(BpfCommand.MapFreeze, ref attr);
        if (result != 0)
            throw new BpfException($"Freezing map '{Name}'", -result);
    }

    /// <summary>Closes our descriptor. The map lives on while programs or pins refer to it.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ring?.Dispose();
            memory?.Dispose();
            userRing?.Dispose();
        }

        Backend.Dispose();
    }

    internal MapBackend Require(int keySize, int valueSize, params ReadOnlySpan<MapType> types)
    {
        MapShape shape = Shape;
        bool valueFits = shape.ValueSize == valueSize;
        if (types.Contains(shape.Type) && shape.KeySize == keySize && valueFits)
            return Backend;
        string expected = $"{string.Join(" or ", types.ToArray())} with keys of {keySize} and values of {valueSize} bytes";
        throw new BpfMapMismatchException(Name, expected, $"{shape.Type} with keys of {shape.KeySize} and values of {shape.ValueSize} bytes");
    }
}
