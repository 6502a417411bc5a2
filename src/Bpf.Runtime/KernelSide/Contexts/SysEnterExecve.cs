using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Entry of execve(2). 40 bytes.</summary>
[TracepointContext("syscalls", "sys_enter_execve")]
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct SysEnterExecve
{
    /// <summary>The system call's number.</summary>
    [FieldOffset(8)]
    public long Id;

    /// <summary>The program's path.</summary>
    [FieldOffset(16)]
    public UserPtr<byte> Filename;

    /// <summary>Its arguments: addresses, the last one 0.</summary>
    [FieldOffset(24)]
    public UserPtr<ulong> Argv;

    /// <summary>Its environment: addresses, the last one 0.</summary>
    [FieldOffset(32)]
    public UserPtr<ulong> Envp;
}
