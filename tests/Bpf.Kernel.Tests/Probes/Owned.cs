using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>A task, as far as these programs look at it.</summary>
[KernelType("task_struct")]
public struct TaskOfKernel
{
    /// <summary>The process.</summary>
    public int Tgid;
}

/// <summary>A control group.</summary>
[KernelType("cgroup")]
public struct GroupOfKernel
{
    /// <summary>How deep it is.</summary>
    public int Level;
}

/// <summary>A socket.</summary>
[KernelType("sock")]
public struct SocketOfKernel
{
    /// <summary>Its mark.</summary>
    public uint SkMark;
}

/// <summary>A file.</summary>
[KernelType("inode")]
public struct InodeOfKernel
{
    /// <summary>Its number.</summary>
    public ulong IIno;
}

/// <summary>Values that belong to things of the kernel's.</summary>
[BpfObject(License = "GPL")]
public static partial class Owned
{
    static readonly TaskStorage<ulong> OfTasks = new();
    static readonly CgroupStorage<ulong> OfGroups = new();
    static readonly SocketStorage<int> OfSockets = new();
    static readonly InodeStorage<ulong> OfFiles = new();

    /// <summary>The process that is watched.</summary>
    [Config]
    static uint Process;

    static ulong Calls;

    /// <summary>Counts the programs that a task starts, beginning with what user space said.</summary>
    [BtfTracepoint("sched_process_exec"), Requires(Feature.TaskStorage)]
    static int OnStart(Ref<TaskOfKernel> task, int before)
    {
        if (!OfTasks.TryGetOrCreate(task, out Ref<ulong> starts)) return 0;
        starts.Value += 7;
        return 0;
    }

    /// <summary>Counts the threads that each thread of the process starts.</summary>
    [BtfTracepoint("sched_process_fork"), Requires(Feature.TaskStorage)]
    static int OnFork(in FunctionArgs ctx)
    {
        if (CurrentTask.Tgid != Process || !OfTasks.TryGetOrCreate(out Ref<ulong> forks)) return 0;
        forks.Value++;
        if (OfTasks.TryFind(out Ref<ulong> again)) Calls = again.Value;
        if (forks.Value == 3) OfTasks.Remove();
        return 0;
    }

    [BtfTracepoint("cgroup_mkdir"), Requires(Feature.CgroupStorage)]
    static int OnGroup(Ref<GroupOfKernel> group, UserPtr<byte> path)
    {
        if (CurrentTask.Tgid == Process && OfGroups.TryGetOrCreate(group, out Ref<ulong> value)) value.Value = 42;
        return 0;
    }

    /// <summary>Keeps the state that a socket came to last.</summary>
    [BtfTracepoint("inet_sock_set_state"), Requires(Feature.TaskStorage)] // sockets of tracepoints are of the same release
    static int OnState(Ref<SocketOfKernel> socket, int before, int after)
    {
        if (OfSockets.TryGetOrCreate(socket, out Ref<int> state)) state.Value = after;
        return 0;
    }

    /// <summary>Counts the files made in a folder.</summary>
    [Lsm("inode_create"), Requires(Feature.Lsm)]
    static int OnFile(Ref<InodeOfKernel> folder)
    {
        if (CurrentTask.Tgid == Process && OfFiles.TryGetOrCreate(folder, out Ref<ulong> files)) files.Value++;
        return 0;
    }
}
