using System;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>An arena's memory in this process. Programs see it at the same addresses, so it is mapped before they are loaded.</summary>
/// <remarks>Source: kernel/bpf/arena.c.</remarks>
internal sealed class ArenaMapping : IDisposable
{
    private readonly string name;
    private readonly bool hasSignal;

    private ArenaMapping(MemoryMapping memory, MapShape shape)
    {
        Memory = memory;
        Length = shape.MaxEntries * (long)Environment.SystemPageSize;
        name = shape.Name;
        hasSignal = (shape.Flags & MapFlags.SegvOnFault) != 0;
    }

    /// <summary>The memory, to be borrowed by those who use it.</summary>
    public MemoryMapping Memory { get; }

    /// <summary>In bytes.</summary>
    public long Length { get; }

    /// <summary>Maps an arena where it wants to be.</summary>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static ArenaMapping Map(FileDescriptor fd, MapShape shape)
    {
        int result = BpfSyscall.GetInfo(fd, out MapInfo info);
        if (result != 0)
            throw new BpfException($"Reading where arena '{shape.Name}' is to be", -result);
        MemoryMapping memory = MemoryMapping.CreateAt(fd, (nuint)shape.MaxEntries * (nuint)Environment.SystemPageSize, (nint)info.Extra, out int errno);
        if (errno == 0)
            return new ArenaMapping(memory, shape);
        memory.Dispose();
        throw new BpfException($"Mapping arena '{shape.Name}'{(info.Extra == 0 ? "" : $" at 0x{info.Extra:x}")}", errno, errno switch
        {
            Errno.EEXIST => "Something else is there in this process: choose another address (map_extra), or 0 for any.",
            Errno.EINVAL or Errno.EBUSY => "All processes have an arena at one address, and the first to map this one was free to choose: give it an address (map_extra) when it is made.",
            Errno.ENOMEM => "The process has no room for it, or may not have more (ulimit -v).",
            _ => "",
        });
    }

    /// <summary>What is wrong with an arena that the kernel does not make.</summary>
    public static string WhyNotMade(int errno) => errno switch
    {
        Errno.EPERM => Permissions.Explain(null),
        Errno.ERANGE => "Its addresses (map_extra) would cross a multiple of 4 GiB.",
        Errno.E2BIG => "An arena has at most 4 GiB.",
        Errno.EOPNOTSUPP => "Arenas need the just-in-time compiler (net.core.bpf_jit_enable), on this architecture if it has them.",
        Errno.EINVAL => "Arenas exist since Linux 6.9. One has the flag BPF_F_MMAPABLE, neither keys nor values, and an address (map_extra) at the start of a page.",
        _ => "",
    };

    /// <summary>Writes what the arena starts with; the pages are taken from then on.</summary>
    public unsafe void Start(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return;
        if (content.Length > Length)
            throw new BpfException($"Arena '{name}' has {Length} bytes, and the globals in it need {content.Length}: make it larger.");
        if (hasSignal)
            throw new BpfException($"Arena '{name}' has globals, and its flag BPF_F_SEGV_ON_FAULT forbids user space to write them before a program has allocated their pages: leave the flag or the globals out.");
        content.CopyTo(new Span<byte>(Memory.Address, content.Length));
    }

    /// <summary>Makes sure that looking at memory does not end the process.</summary>
    /// <exception cref="BpfException">No program has allocated it, and the arena wants none to be allocated by looking.</exception>
    public unsafe void Check(byte* start, long length)
    {
        if (!hasSignal || length == 0)
            return;
        nuint page = (nuint)Environment.SystemPageSize;
        nuint first = (nuint)start & ~(page - 1), end = ((nuint)start + (nuint)length + page - 1) & ~(page - 1);
        if (Libc.Madvise((nint)first, end - first, Libc.PopulateRead) != 0)
            throw new BpfException($"Looking into arena '{name}' at 0x{(nuint)start:x}", System.Runtime.InteropServices.Marshal.GetLastPInvokeError(), "No program has allocated that page, or it is freed.");
    }

    public void Dispose() => Memory.Dispose();
}
