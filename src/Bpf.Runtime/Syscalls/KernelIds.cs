using System;
using System.Collections.Generic;

namespace Bpf.Syscalls;

/// <summary>Things of one kind that the kernel numbers: each can be opened by its number, and all be walked through.</summary>
internal sealed class KernelIds
{
    private readonly string what;
    private readonly BpfCommand next, open;

    private KernelIds(string what, BpfCommand next, BpfCommand open)
    {
        this.what = what;
        this.next = next;
        this.open = open;
    }

    public static KernelIds Programs { get; } = new("program", BpfCommand.ProgGetNextId, BpfCommand.ProgGetFdById);

    public static KernelIds Maps { get; } = new("map", BpfCommand.MapGetNextId, BpfCommand.MapGetFdById);

    public static KernelIds Links { get; } = new("link", BpfCommand.LinkGetNextId, BpfCommand.LinkGetFdById);

    public static KernelIds Types { get; } = new("set of types", BpfCommand.BtfGetNextId, BpfCommand.BtfGetFdById);

    /// <summary>What it means that the kernel refuses.</summary>
    public static string Hint(int errno) => errno == Errno.EPERM ? "Opening by id takes CAP_SYS_ADMIN." : "";

    /// <summary>Goes to the next id, from 0 to the first.</summary>
    /// <returns>0, or an errno: ENOENT where there are no more.</returns>
    public int Next(ref uint id)
    {
        GetIdAttr attr = new() { Id = id };
        int result = BpfSyscall.Call(next, ref attr);
        id = attr.NextId;
        return int.Max(-result, 0);
    }

    public FileDescriptor TryOpen(uint id, out int errno)
    {
        GetIdAttr attr = new() { Id = id };
        return BpfSyscall.Open(open, ref attr, out errno);
    }

    /// <exception cref="BpfException">There is none of the id, or it may not be opened.</exception>
    public FileDescriptor Open(uint id)
    {
        FileDescriptor fd = TryOpen(id, out int errno);
        return errno == 0 ? fd : throw Refused(id, errno);
    }

    /// <summary>Reads all that there are. Those that go while they are read are left out.</summary>
    /// <exception cref="BpfException">They may not be opened.</exception>
    public IReadOnlyList<T> ReadAll<T>(Func<FileDescriptor, T> read)
    {
        List<T> all = [];
        uint id = 0;
        int errno;
        while ((errno = Next(ref id)) == 0)
        {
            using FileDescriptor fd = TryOpen(id, out int refusal);
            if (refusal == 0)
                all.Add(read(fd));
            else if (refusal is not (Errno.ENOENT or Errno.EAGAIN)) // gone, or a link that is being made
                throw Refused(id, refusal);
        }

        return errno == Errno.ENOENT
            ? all
            : throw new BpfException($"Listing each {what} in the kernel", errno, errno == Errno.EINVAL ? "Links are numbered from Linux 5.8." : Hint(errno));
    }

    private BpfException Refused(uint id, int errno) => new($"Opening {what} {id}", errno, Hint(errno));
}
