using Bpf;

/// <summary>One openat, as the kernel side reports it.</summary>
public struct OpenEvent
{
    /// <summary>The process.</summary>
    public uint Pid;

    /// <summary>The file descriptor, or a negative errno.</summary>
    public int Result;

    /// <summary>The command's name.</summary>
    public Comm Comm;

    /// <summary>The path as given to openat.</summary>
    public PathBuffer Path;
}

/// <summary>Reports every openat on the machine.</summary>
[BpfObject(License = "GPL")]
public static partial class OpenSnoop
{
    /// <summary>Calls under way: thread to the path's user address.</summary>
    static readonly HashMap<ulong, ulong> Pending = new(maxEntries: 10_240);

    /// <summary>Calls by process.</summary>
    static readonly HashMap<uint, ulong> OpensByPid = new(maxEntries: 10_240);

    static readonly RingBuffer<OpenEvent> Events = new(bytes: 1024 * 1024);

    /// <summary>The only process to report; 0 for all.</summary>
    [Config]
    static uint TargetPid;

    /// <summary>Paths that could not be read.</summary>
    static ulong Faults;

    [Tracepoint("syscalls", "sys_enter_openat")]
    static int OnEnter(in SysEnterOpenat ctx)
    {
        if (TargetPid == 0 || TargetPid == CurrentTask.Tgid)
            Pending.TrySet(CurrentTask.PidTgid, ctx.Filename.Address);
        return 0;
    }

    // The path is read here: at entry its page may not be mapped yet.
    [Tracepoint("syscalls", "sys_exit_openat")]
    static int OnExit(in SysExit ctx)
    {
        ulong thread = CurrentTask.PidTgid;
        if (!Pending.TryFind(thread, out Ref<ulong> pending))
            return 0;
        ulong filename = pending.Value;
        Pending.Remove(thread);

        Count(CurrentTask.Tgid);
        if (!Events.TryReserve(out Reservation<OpenEvent> e))
            return 0; // counted: Events.Lost
        e.Value.Pid = CurrentTask.Tgid;
        e.Value.Result = (int)ctx.Result;
        e.Value.Comm = CurrentTask.Comm;
        if (!UserMemory.TryReadString(filename, ref e.Value.Path))
            Interlocked.Increment(ref Faults);
        e.Submit();
        return 0;
    }

    static void Count(uint pid)
    {
        if (OpensByPid.TryFind(pid, out Ref<ulong> opens))
            Interlocked.Increment(ref opens.Value);
        else
            OpensByPid.TryAdd(pid, 1);
    }
}
