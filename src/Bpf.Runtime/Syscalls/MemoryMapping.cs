using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bpf.Syscalls;

/// <summary>Memory shared with the kernel, unmapped exactly once.</summary>
internal sealed unsafe class MemoryMapping : SafeHandleMinusOneIsInvalid
{
    private readonly nuint length;

    private MemoryMapping(nint address, nuint length) : base(ownsHandle: true)
    {
        SetHandle(address);
        this.length = length;
    }

    /// <summary>The start. Valid while a reference is held.</summary>
    public byte* Address => (byte*)handle;

    /// <summary>Maps a file shared.</summary>
    /// <returns>The mapping; where the call failed it is invalid and <paramref name="errno"/> says why.</returns>
    public static MemoryMapping Create(FileDescriptor fd, nuint length, bool writable, nint offset, out int errno) =>
        Create(fd, length, Libc.ProtRead | (writable ? Libc.ProtWrite : 0), Libc.MapShared, offset, out errno);

    /// <summary>Maps a file's beginning to be read, private: what the kernel asks for where the memory is its own.</summary>
    /// <returns>The mapping; where the call failed it is invalid and <paramref name="errno"/> says why.</returns>
    public static MemoryMapping CreatePrivate(FileDescriptor fd, nuint length, out int errno) =>
        Create(fd, length, Libc.ProtRead, Libc.MapPrivate, 0, out errno);

    /// <summary>Maps a file shared and writable at an address where nothing is yet; 0 for any.</summary>
    /// <returns>The mapping; where the call failed it is invalid and <paramref name="errno"/> says why.</returns>
    public static MemoryMapping CreateAt(FileDescriptor fd, nuint length, nint address, out int errno) => Create(
        fd, length, Libc.ProtRead | Libc.ProtWrite, Libc.MapShared | (address == 0 ? 0 : Libc.MapFixedNoReplace), 0, out errno, address);

    private static MemoryMapping Create(FileDescriptor fd, nuint length, int protection, int flags, nint offset, out int errno, nint wanted = 0)
    {
        using FileDescriptor.Lease lease = fd.Use();
        nint address = Libc.Mmap(wanted, length, protection, flags, lease.Number, offset);
        errno = address == Libc.MapFailed ? Marshal.GetLastPInvokeError() : 0;
        return new MemoryMapping(address, length);
    }

    protected override bool ReleaseHandle() => Libc.Munmap(handle, length) == 0;
}
