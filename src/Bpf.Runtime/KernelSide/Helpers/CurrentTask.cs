using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The task that a program runs in.</summary>
public static class CurrentTask
{
    /// <summary>Process id in the upper 32 bits, thread id in the lower: <c>bpf_get_current_pid_tgid</c>.</summary>
    public static ulong PidTgid => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentPidTgid);

    /// <summary>The process id (the kernel's tgid), in the initial PID namespace.</summary>
    public static uint Tgid => (uint)(PidTgid >> 32);

    /// <summary>The thread id (the kernel's pid), in the initial PID namespace.</summary>
    public static uint Pid => (uint)PidTgid;

    /// <summary>Group id in the upper 32 bits, user id in the lower: <c>bpf_get_current_uid_gid</c>.</summary>
    public static ulong UidGid => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentUidGid);

    /// <summary>The real user id.</summary>
    public static uint Uid => (uint)UidGid;

    /// <summary>The real group id.</summary>
    public static uint Gid => (uint)(UidGid >> 32);

    /// <summary>The thread's name: <c>bpf_get_current_comm</c>.</summary>
    public static Comm Comm
    {
        get
        {
            Comm comm = default;
            BpfWorld.Current.GetCurrentComm(Raw.WritableBytes(ref comm));
            return comm;
        }
    }
}
