using System;
using System.IO;
using System.Text;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Things of the kernel that have a path (<c>BPF_OBJ_PIN</c>, <c>BPF_OBJ_GET</c>).</summary>
internal static unsafe class Pins
{
    public static void Create(FileDescriptor fd, string path, string what)
    {
        int result = TryCreate(fd, path);
        if (result != 0)
            throw new BpfException($"Pinning {what} at '{path}'", -result, Hint(-result, path));
    }

    public static FileDescriptor Open(string path)
    {
        FileDescriptor fd = TryOpen(path, out int errno);
        return errno == 0 ? fd : throw new BpfException($"Opening what is pinned at '{path}'", errno, Hint(errno, path));
    }

    /// <summary>Opens what is of a kind (<see cref="FileDescriptor.Is"/>), and refuses what is of another.</summary>
    public static FileDescriptor Open(string path, string kind, string what)
    {
        FileDescriptor fd = Open(path);
        if (fd.Is(kind))
            return fd;
        fd.Dispose();
        throw new BpfException($"What is pinned at '{path}' is no {what}.");
    }

    public static FileDescriptor TryOpen(string path, out int errno)
    {
        byte[] text = NulTerminated(path);
        fixed (byte* pointer = text)
        {
            ObjectPathAttr attr = new() { Path = (ulong)pointer };
            return BpfSyscall.Open(BpfCommand.ObjGet, ref attr, out errno);
        }
    }

    private static int TryCreate(FileDescriptor fd, string path)
    {
        using FileDescriptor.Lease lease = fd.Use();
        byte[] text = NulTerminated(path);
        fixed (byte* pointer = text)
        {
            ObjectPathAttr attr = new() { Path = (ulong)pointer, Fd = lease.Number };
            return BpfSyscall.Call(BpfCommand.ObjPin, ref attr);
        }
    }

    private static byte[] NulTerminated(string path)
    {
        if (path.Contains('\0'))
            throw new ArgumentException("A path has no NUL.", nameof(path));
        return Encoding.UTF8.GetBytes(path + '\0');
    }

    internal static bool IsOnBpfFileSystem(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return Directory.Exists(folder) && new DriveInfo(folder).DriveFormat.StartsWith("bpf", StringComparison.Ordinal);
    }

    private static string Hint(int errno, string path) => errno switch
    {
        Errno.EPERM when Path.GetFileName(path).Contains('.') => "Names on a BPF file system have no dots.",
        Errno.EPERM or Errno.EINVAL when !IsOnBpfFileSystem(path) => "Pins live on a BPF file system: mount -t bpf bpf /sys/fs/bpf.",
        Errno.EPERM or Errno.EACCES => Permissions.Explain(null),
        Errno.EEXIST => "Something is there already: delete the file, or open it.",
        Errno.ENOENT => $"Is there a folder '{Path.GetDirectoryName(path)}' on a BPF file system, and the file where one is opened?",
        _ => "",
    };
}
