using System;
using System.Threading;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A map in the kernel, behind a descriptor.</summary>
internal sealed unsafe class KernelMap(FileDescriptor fd, MapShape shape, InnerMapTemplate? template = null) : MapBackend
{
    private readonly Lock gate = new();
    private ArenaMapping? arena;

    public override MapShape Shape => shape;

    public override ArenaMapping Arena
    {
        get
        {
            // The kernel takes one place for all mappings of an arena: there is one.
            lock (gate)
            {
                return arena ??= ArenaMapping.Map(fd, shape);
            }
        }
    }

    /// <summary>Asks the kernel what a map is.</summary>
    /// <returns>The shape; null where the descriptor is no map's.</returns>
    public static MapShape? ReadShape(FileDescriptor fd, string name)
    {
        // The kernel would describe a program as readily, in the same bytes.
        return fd.Is("bpf-map") ? Read(fd).Shape with { Name = name } : null;
    }

    /// <summary>Asks the kernel what a map is, its name included.</summary>
    /// <exception cref="BpfException">The kernel doesn't answer.</exception>
    public static BpfMapInfo Read(FileDescriptor map)
    {
        int result = BpfSyscall.GetInfo(map, out MapInfo info);
        if (result != 0)
            throw new BpfException("Asking about a map", -result);
        MapShape shape = new(info.Name.ToString(), (MapType)info.Type, (int)info.KeySize, (int)info.ValueSize, (int)info.MaxEntries, info.Flags);
        return new BpfMapInfo(info.Id, shape);
    }

    public override int PossibleCpus => Cpus.Possible;

    public override FileDescriptor Descriptor => fd;

    public override int Lookup(ReadOnlySpan<byte> key, Span<byte> element) => Call(BpfCommand.MapLookupElem, key, element, 0);

    public override int Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> element, ulong flags) =>
        Call(BpfCommand.MapUpdateElem, key, element, flags);

    public override int Delete(ReadOnlySpan<byte> key) => Call(BpfCommand.MapDeleteElem, key, default, 0);

    public override int Take(ReadOnlySpan<byte> key, Span<byte> element) => Call(BpfCommand.MapLookupAndDeleteElem, key, element, 0);

    public override int GetNextKey(ReadOnlySpan<byte> key, Span<byte> next) => Call(BpfCommand.MapGetNextKey, key, next, 0);

    public override int LookupBatch(Span<byte> cursor, bool first, Span<byte> keys, Span<byte> elements, ref int count)
    {
        using FileDescriptor.Lease lease = fd.Use();
        fixed (byte* cursorPointer = cursor, keysPointer = keys, elementsPointer = elements)
        {
            MapBatchAttr attr = new()
            {
                MapFd = lease.Number,
                InBatch = first ? 0 : (ulong)cursorPointer,
                OutBatch = (ulong)cursorPointer,
                Keys = (ulong)keysPointer,
                Values = (ulong)elementsPointer,
                Count = (uint)count,
            };
            int result = BpfSyscall.Call(BpfCommand.MapLookupBatch, ref attr);
            count = (int)attr.Count;
            return result;
        }
    }

    public override int UpdateBatch(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> elements, ref int count)
    {
        int result = Batch(BpfCommand.MapUpdateBatch, keys, elements, ref count);
        return result == -Errno.ENOTSUPP ? base.UpdateBatch(keys, elements, ref count) : result;
    }

    public override int DeleteBatch(ReadOnlySpan<byte> keys, ref int count)
    {
        int result = Batch(BpfCommand.MapDeleteBatch, keys, default, ref count);
        return result == -Errno.ENOTSUPP ? base.DeleteBatch(keys, ref count) : result;
    }

    public override MapBackend CreateInner(int maxEntries) => template?.Create(maxEntries) ?? throw new InvalidOperationException(
        $"Map '{shape.Name}' was opened, not loaded from an object: make its maps with {nameof(BpfMap)}.{nameof(BpfMap.Create)}.");

    public override MapBackend? OpenInner(uint id)
    {
        FileDescriptor inner = KernelIds.Maps.TryOpen(id, out int errno);
        return errno switch
        {
            0 => ReadShape(inner, shape.Name + ".inner") is { } found ? new KernelMap(inner, found) : null,
            Errno.ENOENT => null,
            _ => throw new BpfException($"Opening a map that '{shape.Name}' holds", errno, KernelIds.Hint(errno)),
        };
    }

    public override int Put(ReadOnlySpan<byte> key, MapBackend inner)
    {
        using FileDescriptor.Lease lease = inner.Descriptor.Use();
        int number = lease.Number;
        return Update(key, Raw.Bytes(in number), 0);
    }

    public override RingReader OpenRing() => shape.Type == MapType.PerfEventArray ? PerfRing.Open(this) : KernelRing.Open(fd, shape);

    public override GlobalMemory? OpenMemory() => (shape.Flags & MapFlags.Mmapable) != 0 ? GlobalMemory.Map(fd, shape) : null;

    public override void Dispose()
    {
        lock (gate)
        {
            arena?.Dispose();
        }

        fd.Dispose();
    }

    /// <summary>Maps of some types have no batches (-ENOTSUPP, nothing done); <paramref name="count"/> then stays.</summary>
    private int Batch(BpfCommand command, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> elements, ref int count)
    {
        using FileDescriptor.Lease lease = fd.Use();
        fixed (byte* keysPointer = keys, elementsPointer = elements)
        {
            MapBatchAttr attr = new() { MapFd = lease.Number, Keys = (ulong)keysPointer, Values = (ulong)elementsPointer, Count = (uint)count };
            int result = BpfSyscall.Call(command, ref attr);
            if (result != -Errno.ENOTSUPP)
                count = (int)attr.Count;
            return result;
        }
    }

    // Spans of callers have the sizes of the shape, which is the kernel's: what the kernel copies fits.
    private int Call(BpfCommand command, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags)
    {
        using FileDescriptor.Lease lease = fd.Use();
        fixed (byte* keyPointer = key, valuePointer = value)
        {
            MapElementAttr attr = new() { MapFd = lease.Number, Key = (ulong)keyPointer, Value = (ulong)valuePointer, Flags = flags };
            return BpfSyscall.Call(command, ref attr);
        }
    }
}
