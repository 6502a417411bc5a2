using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>
/// The registers at a probe (<c>struct pt_regs</c>, arch/*/include/uapi/asm/ptrace.h), laid out as the machine's kernel does:
/// 168 bytes on x86-64, 272 on arm64. Argument numbers are those of the machine's C calling convention.
/// </summary>
public struct PtRegs
{
    private Registers registers;

    /// <summary>The first argument of the function, at its entry.</summary>
    public ulong Argument0
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[0]];
        set => registers[PtRegsLayout.Current.Arguments[0]] = value;
    }

    /// <summary>The second argument of the function, at its entry.</summary>
    public ulong Argument1
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[1]];
        set => registers[PtRegsLayout.Current.Arguments[1]] = value;
    }

    /// <summary>The third argument of the function, at its entry.</summary>
    public ulong Argument2
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[2]];
        set => registers[PtRegsLayout.Current.Arguments[2]] = value;
    }

    /// <summary>The fourth argument of the function, at its entry.</summary>
    public ulong Argument3
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[3]];
        set => registers[PtRegsLayout.Current.Arguments[3]] = value;
    }

    /// <summary>The fifth argument of the function, at its entry.</summary>
    public ulong Argument4
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[4]];
        set => registers[PtRegsLayout.Current.Arguments[4]] = value;
    }

    /// <summary>The sixth argument of the function, at its entry.</summary>
    public ulong Argument5
    {
        readonly get => registers[PtRegsLayout.Current.Arguments[5]];
        set => registers[PtRegsLayout.Current.Arguments[5]] = value;
    }

    /// <summary>The function's result, at its return.</summary>
    public ulong ReturnValue
    {
        readonly get => registers[PtRegsLayout.Current.ReturnValue];
        set => registers[PtRegsLayout.Current.ReturnValue] = value;
    }

    /// <summary>The address of the next instruction.</summary>
    public ulong InstructionPointer
    {
        readonly get => registers[PtRegsLayout.Current.InstructionPointer];
        set => registers[PtRegsLayout.Current.InstructionPointer] = value;
    }

    /// <summary>The top of the stack.</summary>
    public ulong StackPointer
    {
        readonly get => registers[PtRegsLayout.Current.StackPointer];
        set => registers[PtRegsLayout.Current.StackPointer] = value;
    }

    /// <summary>As many bytes as the machine's <c>pt_regs</c> has.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> KernelBytes() => Raw.Bytes(in this)[..(PtRegsLayout.Current.Slots * sizeof(ulong))];

    [InlineArray(PtRegsLayout.MaxRegisters)]
    private struct Registers
    {
        private ulong element;
    }
}
