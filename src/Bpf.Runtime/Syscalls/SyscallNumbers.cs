using System;
using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>Numbers of the system calls that libc has no function for, by architecture.</summary>
/// <remarks>Sources: arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/unistd.h (arm64, riscv).</remarks>
internal sealed record SyscallNumbers(Architecture Architecture, int Bpf, int PerfEventOpen)
{
    private static readonly SyscallNumbers[] Rows =
    [
        //  architecture          bpf  perf_event_open
        new(Architecture.X64,     321, 298),
        new(Architecture.Arm64,   280, 241),
        new(Architecture.RiscV64, 280, 241),
    ];

    /// <summary><c>pidfd_open</c>; system calls from 424 on have one number everywhere.</summary>
    public const int PidfdOpen = 434;

    /// <summary>The row of the machine this runs on.</summary>
    public static SyscallNumbers Current { get; } = !OperatingSystem.IsLinux()
        ? throw new PlatformNotSupportedException("eBPF programs are loaded into Linux. Elsewhere, load into a simulated world.")
        : Array.Find(Rows, row => row.Architecture == RuntimeInformation.ProcessArchitecture)
            ?? throw new PlatformNotSupportedException(
                $"Loading is not supported on {RuntimeInformation.ProcessArchitecture}: its system call numbers are not known.");
}
