using System;
using System.Buffers.Binary;

namespace Bpf.Core.Classic;

/// <summary>An instruction of classic BPF, <c>struct sock_filter</c>.</summary>
/// <param name="Code">What it does, see <see cref="ClassicCode"/>.</param>
/// <param name="IfTrue">Instructions that a jump passes over where its condition holds.</param>
/// <param name="IfFalse">Instructions that it passes over where it does not.</param>
/// <param name="Value">The constant, offset or answer.</param>
/// <remarks>Source: include/uapi/linux/filter.h.</remarks>
public readonly record struct ClassicInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    /// <summary>Bytes of an instruction.</summary>
    public const int Size = 8;

    /// <summary>An instruction that does not jump.</summary>
    /// <param name="code">What it does.</param>
    /// <param name="value">The constant, offset or answer.</param>
    public ClassicInstruction(ushort code, uint value) : this(code, 0, 0, value)
    {
    }

    /// <summary>Writes it as little-endian machines have it.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target.Slice(4), Value);
        BinaryPrimitives.WriteUInt16LittleEndian(target, Code);
        target[2] = IfTrue;
        target[3] = IfFalse;
    }

    /// <summary>The instruction as assemblers of classic BPF write it, the places of jumps as numbers of instructions passed over.</summary>
    public override string ToString() => Code switch
    {
        ClassicCode.LoadWord => FormattableString.Invariant($"ld [{Value}]"),
        ClassicCode.And => FormattableString.Invariant($"and #0x{Value:x}"),
        ClassicCode.JumpEqual => Jump("jeq"),
        ClassicCode.JumpGreater => Jump("jgt"),
        ClassicCode.JumpGreaterOrEqual => Jump("jge"),
        ClassicCode.Return => FormattableString.Invariant($"ret #0x{Value:x}"),
        _ => FormattableString.Invariant($".word 0x{Code:x4}, {IfTrue}, {IfFalse}, 0x{Value:x}"),
    };

    private string Jump(string name) => FormattableString.Invariant($"{name} #0x{Value:x}, {IfTrue}, {IfFalse}");
}
