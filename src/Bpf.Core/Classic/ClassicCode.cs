namespace Bpf.Core.Classic;

/// <summary>The instructions of classic BPF that filters of system calls are made of: class, size and mode, or class, operation and operand.</summary>
/// <remarks>Source: include/uapi/linux/bpf_common.h.</remarks>
public static class ClassicCode
{
    /// <summary><c>BPF_LD | BPF_W | BPF_ABS</c>: the accumulator becomes the word at an offset.</summary>
    public const ushort LoadWord = 0x20;

    /// <summary><c>BPF_ALU | BPF_AND | BPF_K</c>: the accumulator keeps the bits that a constant has.</summary>
    public const ushort And = 0x54;

    /// <summary><c>BPF_JMP | BPF_JEQ | BPF_K</c>: jumps by whether the accumulator is a constant.</summary>
    public const ushort JumpEqual = 0x15;

    /// <summary><c>BPF_JMP | BPF_JGT | BPF_K</c>: jumps by whether the accumulator is more than a constant, without signs.</summary>
    public const ushort JumpGreater = 0x25;

    /// <summary><c>BPF_JMP | BPF_JGE | BPF_K</c>: jumps by whether the accumulator is a constant or more, without signs.</summary>
    public const ushort JumpGreaterOrEqual = 0x35;

    /// <summary><c>BPF_RET | BPF_K</c>: ends with an answer.</summary>
    public const ushort Return = 0x06;

    /// <summary>Most instructions of a program (<c>BPF_MAXINSNS</c>).</summary>
    public const int MaxInstructions = 4096;
}
