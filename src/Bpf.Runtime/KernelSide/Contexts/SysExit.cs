using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Any system call's exit (<c>struct syscall_trace_exit</c>, kernel/trace/trace.h); the first 8 bytes are the kernel's. 24 bytes.</summary>
[TracepointContext("syscalls", "sys_exit_*")]
[TracepointContext("raw_syscalls", "sys_exit")]
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct SysExit
{
    /// <summary>The system call's number.</summary>
    [FieldOffset(8)]
    public long Id;

    /// <summary>What the call returns: a value, or a negative errno.</summary>
    [FieldOffset(16)]
    public long Result;
}
