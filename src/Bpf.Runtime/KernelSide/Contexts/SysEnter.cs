using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Any system call's entry (<c>struct syscall_trace_enter</c>, kernel/trace/trace.h); the first 8 bytes are the kernel's. 64 bytes.</summary>
[TracepointContext("syscalls", "sys_enter_*")]
[TracepointContext("raw_syscalls", "sys_enter")]
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct SysEnter
{
    /// <summary>The system call's number.</summary>
    [FieldOffset(8)]
    public long Id;

    /// <summary>The first argument.</summary>
    [FieldOffset(16)]
    public ulong Arg0;

    /// <summary>The second argument.</summary>
    [FieldOffset(24)]
    public ulong Arg1;

    /// <summary>The third argument.</summary>
    [FieldOffset(32)]
    public ulong Arg2;

    /// <summary>The fourth argument.</summary>
    [FieldOffset(40)]
    public ulong Arg3;

    /// <summary>The fifth argument.</summary>
    [FieldOffset(48)]
    public ulong Arg4;

    /// <summary>The sixth argument.</summary>
    [FieldOffset(56)]
    public ulong Arg5;
}
