using System;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Bpf.Core.Classic;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>prctl(2) and seccomp(2).</summary>
/// <remarks>Sources: include/uapi/linux/{prctl,seccomp,filter}.h.</remarks>
internal static unsafe class SeccompSyscall
{
    private const nint SetNoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const nint SetModeFilter = 1; // SECCOMP_SET_MODE_FILTER
    private const nint GetActionAvailable = 2; // SECCOMP_GET_ACTION_AVAIL, Linux 4.14
    private const nint SynchronizeThreads = 1; // SECCOMP_FILTER_FLAG_TSYNC

    /// <summary>Filters the calling thread, or all. Without new privileges first: a filter must not fool a program that has more than who starts it.</summary>
    public static void Apply(ImmutableArray<ClassicInstruction> filter, bool allThreads)
    {
        RequireLinux();
        byte[] code = new byte[filter.Length * ClassicInstruction.Size];
        for (int i = 0; i < filter.Length; i++)
            filter[i].WriteTo(code.AsSpan(i * ClassicInstruction.Size));
        fixed (byte* instructions = code)
        {
            FilterProgram program = new() { Length = (ushort)filter.Length, Instructions = (nint)instructions };
            if (Libc.Syscall5(NumberOf("prctl"), SetNoNewPrivileges, 1, 0, 0, 0) < 0)
                throw Refused("Giving up new privileges", Marshal.GetLastPInvokeError());
            nint result = Libc.Syscall3(NumberOf("seccomp"), SetModeFilter, allThreads ? SynchronizeThreads : 0, (nint)(&program));
            if (result < 0)
                throw Refused("Filtering system calls", Marshal.GetLastPInvokeError());
            if (result > 0)
                throw new BpfException($"Filtering system calls of all threads failed: thread {result} has filters of its own.");
        }
    }

    /// <summary>Asks whether there are filters.</summary>
    /// <exception cref="BpfException">There are none.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static void RequireFilters()
    {
        RequireLinux();
        uint action = SeccompAction.Allow.Value;
        if (Libc.Syscall3(NumberOf("seccomp"), GetActionAvailable, 0, (nint)(&action)) < 0)
            throw Refused("Filtering system calls", Marshal.GetLastPInvokeError());
    }

    private static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("System calls are filtered by Linux.");
    }

    private static BpfException Refused(string attempt, int errno) => new(attempt, errno, errno switch
    {
        Errno.EINVAL or Errno.ENOSYS => "The kernel has no filters of system calls (CONFIG_SECCOMP_FILTER), or doesn't know an action (before Linux 4.14: KillProcess, Log).",
        Errno.ENOMEM => "All filters of a thread together are too long.",
        _ => "",
    });

    private static nint NumberOf(string name) => SystemCalls.NumberOf(RunningKernel.Architecture, name)!.Value;

    /// <summary><c>struct sock_fprog</c>.</summary>
    private struct FilterProgram
    {
        public ushort Length;
        public nint Instructions;
    }
}
