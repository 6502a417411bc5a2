using System;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Core.Kernel;

/// <summary>Where <c>struct pt_regs</c> of an architecture keeps what calling conventions name, in slots of eight bytes.</summary>
/// <remarks>
/// Sources: arch/x86/include/uapi/asm/ptrace.h and the System V ABI; arch/arm64/include/uapi/asm/ptrace.h and AAPCS64;
/// arch/riscv/include/uapi/asm/ptrace.h and its ELF psABI; for system calls arch/*/include/asm/syscall_wrapper.h.
/// </remarks>
/// <param name="Architecture">The architecture.</param>
/// <param name="Slots">How many there are that programs may read; a perf event's numbers follow.</param>
/// <param name="Arguments">The first six integer arguments of a function.</param>
/// <param name="ReturnValue">Its result.</param>
/// <param name="InstructionPointer">The program counter.</param>
/// <param name="StackPointer">The stack pointer.</param>
/// <param name="SystemCallArguments">The six arguments of a system call; empty where its function may not be given registers.</param>
public sealed record RegisterLayout(
    TargetArchitecture Architecture, int Slots, ImmutableArray<int> Arguments, int ReturnValue, int InstructionPointer, int StackPointer, ImmutableArray<int> SystemCallArguments)
{
    /// <summary>Bytes of a slot.</summary>
    public const int SlotSize = 8;

    private static readonly ImmutableArray<RegisterLayout> s_rows =
    [
        //  architecture                slots arguments                  result  ip  sp  of a system call
        new(TargetArchitecture.X64,     21,   [14, 13, 12, 11, 9, 8],    10,     16, 19, [14, 13, 12, 7, 9, 8]), // rdi rsi rdx rcx r8 r9, rax, rip, rsp; r10 for rcx
        new(TargetArchitecture.Arm64,   34,   [0, 1, 2, 3, 4, 5],        0,      32, 31, [0, 1, 2, 3, 4, 5]),    // x0-x5, x0, pc, sp
        new(TargetArchitecture.RiscV64, 32,   [10, 11, 12, 13, 14, 15],  10,     0,  2,  []),                    // a0-a5, a0, pc, sp; a0 is not kept there
    ];

    /// <summary>The row of an architecture.</summary>
    public static RegisterLayout Of(TargetArchitecture architecture) => s_rows.First(row => row.Architecture == architecture);

    /// <summary>Where a value is: bytes from the start of the context, or of the registers in memory.</summary>
    /// <returns>Null where the architecture has no such place.</returns>
    public int? OffsetOf(MachineValue value)
    {
        int? slot = value switch
        {
            <= MachineValue.Argument5 => Arguments[(int)value],
            MachineValue.ReturnValue => ReturnValue,
            MachineValue.InstructionPointer => InstructionPointer,
            MachineValue.StackPointer => StackPointer,
            MachineValue.SamplePeriod => Slots,
            MachineValue.SampledAddress => Slots + 1,
            <= MachineValue.SystemCallArgument5 when SystemCallArguments.IsEmpty => null,
            <= MachineValue.SystemCallArgument5 => SystemCallArguments[value - MachineValue.SystemCallArgument0],
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
        return slot * SlotSize;
    }
}
