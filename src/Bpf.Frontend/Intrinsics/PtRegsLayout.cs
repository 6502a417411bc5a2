using System;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Where <c>struct pt_regs</c> keeps what calling conventions name, in slots of eight bytes.</summary>
/// <remarks>
/// Sources: arch/x86/include/uapi/asm/ptrace.h and the System V ABI; arch/arm64/include/uapi/asm/ptrace.h and AAPCS64.
/// </remarks>
/// <param name="Architecture">The machine.</param>
/// <param name="Slots">How many there are.</param>
/// <param name="Arguments">The first six integer arguments.</param>
/// <param name="ReturnValue">The result.</param>
/// <param name="InstructionPointer">The program counter.</param>
/// <param name="StackPointer">The stack pointer.</param>
internal sealed record PtRegsLayout(
    TargetArchitecture Architecture, int Slots, int[] Arguments, int ReturnValue, int InstructionPointer, int StackPointer)
{
    private static readonly PtRegsLayout[] s_rows =
    [
        //  architecture               slots arguments                result  ip  sp
        new(TargetArchitecture.X64,    21,   [14, 13, 12, 11, 9, 8],  10,     16, 19), // rdi rsi rdx rcx r8 r9, rax, rip, rsp
        new(TargetArchitecture.Arm64,  34,   [0, 1, 2, 3, 4, 5],      0,      32, 31), // x0-x5, x0, pc, sp
    ];

    /// <summary>The row of a machine.</summary>
    public static PtRegsLayout Of(TargetArchitecture architecture) => Array.Find(s_rows, r => r.Architecture == architecture)!;
}
