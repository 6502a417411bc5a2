using System.Runtime.InteropServices;

namespace Bpf.Vm.Interpreter;

/// <summary>One instruction, decoded for dispatch: a wide one takes one element like any other.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DecodedInstruction
{
    /// <summary>What to do.</summary>
    public Operation Operation;

    /// <summary>Destination register, 0 to 10.</summary>
    public byte Dst;

    /// <summary>Source register, 0 to 10.</summary>
    public byte Src;

    /// <summary>Bytes for memory, decoded instructions (relative to the next one) for jumps, a callee's index for calls.</summary>
    public int Offset;

    /// <summary>The immediate, extended as the operation wants it.</summary>
    public ulong Imm;
}
