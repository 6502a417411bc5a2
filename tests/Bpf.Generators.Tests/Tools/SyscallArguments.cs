// Opens by name, the system call's arguments in C#'s order.
using Bpf;

public struct Opened { public int Directory, Flags; public PathBuffer Path; public uint Pid; }

[BpfObject(License = "GPL")]
public static partial class SyscallArguments
{
    static readonly RingBuffer<Opened> Events = new(bytes: 64 * 1024);

    [Ksyscall("openat")]
    static int OnOpenat(int directory, UserPtr<byte> path, int flags)
    {
        if (!Events.TryReserve(out Reservation<Opened> e)) return 0;
        e.Value = new() { Directory = directory, Flags = flags, Pid = CurrentTask.Tgid };
        UserMemory.TryReadString(path, ref e.Value.Path);
        e.Submit();
        return 0;
    }
}
