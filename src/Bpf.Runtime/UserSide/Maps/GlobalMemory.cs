using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>An array's elements as memory shared with the programs: globals, mapped arrays.</summary>
internal sealed class GlobalMemory : IDisposable
{
    private readonly MemoryMapping mapping;
    private readonly int size;

    private GlobalMemory(MemoryMapping mapping, int size)
    {
        this.mapping = mapping;
        this.size = size;
    }

    /// <summary>Maps an array made with <c>BPF_F_MMAPABLE</c>; null where the kernel refuses (then the map's elements are copied).</summary>
    public static GlobalMemory? Map(FileDescriptor fd, MapShape shape)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        long size = (long)Stride(shape) * shape.MaxEntries;
        if (size > int.MaxValue)
            return null;
        nuint length = ((nuint)size + page - 1) & ~(page - 1);
        MemoryMapping mapping = MemoryMapping.Create(fd, length, writable: true, 0, out int errno);
        if (errno == 0)
            return new GlobalMemory(mapping, (int)size);
        mapping.Dispose();
        return null;
    }

    /// <summary>Globals at the beginning of an arena, whose owner unmaps it.</summary>
    public static GlobalMemory Of(ArenaMapping arena) => new(arena.Memory, (int)Math.Min(arena.Length, int.MaxValue));

    /// <summary>Bytes from one element to the next: the kernel rounds values up to 8.</summary>
    public static int Stride(MapShape shape) => (shape.ValueSize + 7) & ~7;

    /// <summary>Works on the memory itself.</summary>
    public unsafe void Use<T, TState>(TState state, SpanAction<T, TState> action) where T : unmanaged
    {
        using Lease lease = new(mapping);
        action(new Span<T>(mapping.Address, size / sizeof(T)), state);
    }

    /// <summary>Copies out; numbers of up to 8 bytes at once, so that they are never torn.</summary>
    public unsafe void Read(int offset, Span<byte> destination)
    {
        using Lease lease = new(mapping);
        byte* source = mapping.Address + Check(offset, destination.Length);
        if (destination.Length == sizeof(ulong) && (offset & 7) == 0)
            MemoryMarshal.Write(destination, Volatile.Read(ref *(ulong*)source));
        else if (destination.Length == sizeof(uint) && (offset & 3) == 0)
            MemoryMarshal.Write(destination, Volatile.Read(ref *(uint*)source));
        else
            new ReadOnlySpan<byte>(source, destination.Length).CopyTo(destination);
    }

    /// <summary>Copies in; numbers of up to 8 bytes at once, so that they are never torn.</summary>
    public unsafe void Write(int offset, ReadOnlySpan<byte> source)
    {
        using Lease lease = new(mapping);
        byte* destination = mapping.Address + Check(offset, source.Length);
        if (source.Length == sizeof(ulong) && (offset & 7) == 0)
            Volatile.Write(ref *(ulong*)destination, MemoryMarshal.Read<ulong>(source));
        else if (source.Length == sizeof(uint) && (offset & 3) == 0)
            Volatile.Write(ref *(uint*)destination, MemoryMarshal.Read<uint>(source));
        else
            source.CopyTo(new Span<byte>(destination, source.Length));
    }

    public void Dispose() => mapping.Dispose();

    private int Check(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, size);
        return offset;
    }

    /// <summary>Keeps the memory mapped while it is used.</summary>
    private readonly ref struct Lease
    {
        private readonly MemoryMapping mapping;

        public Lease(MemoryMapping mapping)
        {
            bool added = false;
            mapping.DangerousAddRef(ref added);
            this.mapping = mapping;
        }

        public void Dispose() => mapping.DangerousRelease();
    }
}
