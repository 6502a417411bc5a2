using System;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>Where an architecture's <c>pt_regs</c> keeps what probes read, in 64-bit slots.</summary>
/// <remarks>Sources: arch/x86, arch/arm64 and arch/riscv, include/(uapi/)asm/ptrace.h; calling conventions: <c>PT_REGS_PARM*</c> of libbpf's documentation.</remarks>
internal sealed record PtRegsLayout(
    Architecture Architecture, int Slots, int[] Arguments, int ReturnValue, int InstructionPointer, int StackPointer)
{
    /// <summary>The longest of the rows.</summary>
    public const int MaxRegisters = 34;

    private static readonly PtRegsLayout[] Rows =
    [
        //  architecture          slots  arguments                  result  ip  sp
        new(Architecture.X64,     21,    [14, 13, 12, 11, 9, 8],    10,     16, 19),
        new(Architecture.Arm64,   34,    [0, 1, 2, 3, 4, 5],        0,      32, 31),
        new(Architecture.RiscV64, 32,    [10, 11, 12, 13, 14, 15],  10,     0,  2),
    ];

    /// <summary>The row of the machine this runs on.</summary>
    public static PtRegsLayout Current { get; } = Array.Find(Rows, row => row.Architecture == RuntimeInformation.ProcessArchitecture)
        ?? throw new PlatformNotSupportedException(
            $"Probes on {RuntimeInformation.ProcessArchitecture} are not supported: the layout of its registers is not known.");
}
