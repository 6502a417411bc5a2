using System;
using System.Buffers;
using System.IO;

namespace Bpf.Syscalls;

/// <summary>A file of the kernel's as memory, to be read. It has to keep its length.</summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMapping mapping;
    private readonly int length;

    private MappedFile(MemoryMapping mapping, int length)
    {
        this.mapping = mapping;
        this.length = length;
    }

    /// <summary>Maps a file; null where it isn't there or can't be mapped.</summary>
    public static MappedFile? TryOpen(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length is 0 or > int.MaxValue)
            return null;
        using FileDescriptor fd = new(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec));
        if (fd.IsInvalid)
            return null;
        MemoryMapping mapping = MemoryMapping.CreatePrivate(fd, (nuint)file.Length, out int errno);
        return errno == 0 ? new MappedFile(mapping, (int)file.Length) : null;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(mapping.Address, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(mapping.Address + elementIndex, pinnable: this);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => mapping.Dispose();
}
