using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// The registers at a probe (<c>struct pt_regs</c>, arch/*/include/uapi/asm/ptrace.h). A program reads those of the machine that it is loaded on; outside of
/// a kernel they are laid out as x86-64's, which simulated kernels are: 168 bytes. Argument numbers are those of the C calling convention.
/// </summary>
public struct PtRegs
{
    private const int Slots = 21;

    private static readonly RegisterLayout Layout = RegisterLayout.Of(TargetArchitecture.X64);

    private Registers registers;

    /// <summary>The first argument of the function, at its entry.</summary>
    public ulong Argument0
    {
        readonly get => registers[Layout.Arguments[0]];
        set => registers[Layout.Arguments[0]] = value;
    }

    /// <summary>The second argument of the function, at its entry.</summary>
    public ulong Argument1
    {
        readonly get => registers[Layout.Arguments[1]];
        set => registers[Layout.Arguments[1]] = value;
    }

    /// <summary>The third argument of the function, at its entry.</summary>
    public ulong Argument2
    {
        readonly get => registers[Layout.Arguments[2]];
        set => registers[Layout.Arguments[2]] = value;
    }

    /// <summary>The fourth argument of the function, at its entry.</summary>
    public ulong Argument3
    {
        readonly get => registers[Layout.Arguments[3]];
        set => registers[Layout.Arguments[3]] = value;
    }

    /// <summary>The fifth argument of the function, at its entry.</summary>
    public ulong Argument4
    {
        readonly get => registers[Layout.Arguments[4]];
        set => registers[Layout.Arguments[4]] = value;
    }

    /// <summary>The sixth argument of the function, at its entry.</summary>
    public ulong Argument5
    {
        readonly get => registers[Layout.Arguments[5]];
        set => registers[Layout.Arguments[5]] = value;
    }

    /// <summary>The function's result, at its return.</summary>
    public ulong ReturnValue
    {
        readonly get => registers[Layout.ReturnValue];
        set => registers[Layout.ReturnValue] = value;
    }

    /// <summary>The address of the next instruction.</summary>
    public ulong InstructionPointer
    {
        readonly get => registers[Layout.InstructionPointer];
        set => registers[Layout.InstructionPointer] = value;
    }

    /// <summary>The top of the stack.</summary>
    public ulong StackPointer
    {
        readonly get => registers[Layout.StackPointer];
        set => registers[Layout.StackPointer] = value;
    }

    /// <summary>The bytes of x86-64's <c>pt_regs</c>.</summary>
    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> KernelBytes() => Raw.Bytes(in this);

    [InlineArray(Slots)]
    private struct Registers
    {
        private ulong element;
    }
}
