using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Entry of openat(2). 48 bytes.</summary>
[TracepointContext("syscalls", "sys_enter_openat")]
[StructLayout(LayoutKind.Explicit, Size = 48)]
public struct SysEnterOpenat
{
    /// <summary>The system call's number.</summary>
    [FieldOffset(8)]
    public long Id;

    /// <summary>The folder that a relative path starts from.</summary>
    [FieldOffset(16)]
    public long Dfd;

    /// <summary>The path. Its page may not be mapped in yet at entry.</summary>
    [FieldOffset(24)]
    public UserPtr<byte> Filename;

    /// <summary><c>O_*</c>.</summary>
    [FieldOffset(32)]
    public long Flags;

    /// <summary>Permissions of a new file.</summary>
    [FieldOffset(40)]
    public ulong Mode;
}
