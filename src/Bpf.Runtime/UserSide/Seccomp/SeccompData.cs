using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>What a filter is shown of a system call, <c>struct seccomp_data</c>: number, machine, place of the instruction, arguments.</summary>
/// <remarks>Sources: include/uapi/linux/seccomp.h; <c>AUDIT_ARCH_*</c>, include/uapi/linux/audit.h; <c>__X32_SYSCALL_BIT</c>, arch/x86/include/uapi/asm/unistd.h.</remarks>
internal static class SeccompData
{
    public const int Size = 64, Number = 0, Architecture = 4;

    /// <summary>On x86-64 the numbers of another system call interface, with pointers of 32 bits, start here.</summary>
    public const uint X32Bit = 0x40000000;

    /// <summary>The number of no system call: what a tracer puts in the place of one that is not to be made.</summary>
    public const uint Skipped = uint.MaxValue;

    /// <summary>Where an argument's lower half is; the upper one follows.</summary>
    public static int Argument(int index) => 16 + (8 * index);

    public static uint AuditArchitecture(TargetArchitecture architecture) => architecture switch
    {
        TargetArchitecture.X64 => 0xC000003E,
        TargetArchitecture.Arm64 => 0xC00000B7,
        _ => 0xC00000F3,
    };

    /// <summary>The number of a system call.</summary>
    /// <exception cref="ArgumentException">The machine has none such.</exception>
    public static int NumberOf(TargetArchitecture architecture, string systemCall) => SystemCalls.NumberOf(architecture, systemCall)
        ?? throw new ArgumentException($"{architecture} has no system call '{systemCall}'.", nameof(systemCall));
}
