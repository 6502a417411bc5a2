using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>
/// The arguments of a raw tracepoint (<c>struct bpf_raw_tracepoint_args</c>, include/uapi/linux/bpf.h): as many 64-bit slots as the
/// tracepoint's <c>TP_PROTO</c> has, at most 12 (96 bytes).
/// </summary>
public struct RawTracepointArgs
{
    /// <summary>The most arguments a tracepoint has (<c>MAX_BPF_FUNC_ARGS</c>).</summary>
    public const int MaxArguments = 12;

    private Slots slots;

    /// <summary>
    /// The buffer that the tracepoint hands out, its first argument (<see cref="WritableRawTracepointAttribute"/>): what is written there, the kernel goes on
    /// with. Attaching refuses a program that reaches beyond its end.
    /// </summary>
    /// <typeparam name="T">What is there.</typeparam>
    public readonly Ref<T> Buffer<T>() where T : unmanaged => throw BytecodeOnly.Question("a tracepoint's buffer");

    /// <summary>An argument.</summary>
    /// <param name="index">From 0; a constant in a program.</param>
    public ulong this[int index]
    {
        readonly get => slots[index];
        set => slots[index] = value;
    }

    /// <summary>The first argument.</summary>
    public ulong Argument0
    {
        readonly get => slots[0];
        set => slots[0] = value;
    }

    /// <summary>The second argument.</summary>
    public ulong Argument1
    {
        readonly get => slots[1];
        set => slots[1] = value;
    }

    /// <summary>The third argument.</summary>
    public ulong Argument2
    {
        readonly get => slots[2];
        set => slots[2] = value;
    }

    /// <summary>The fourth argument.</summary>
    public ulong Argument3
    {
        readonly get => slots[3];
        set => slots[3] = value;
    }

    /// <summary>The fifth argument.</summary>
    public ulong Argument4
    {
        readonly get => slots[4];
        set => slots[4] = value;
    }

    /// <summary>The sixth argument.</summary>
    public ulong Argument5
    {
        readonly get => slots[5];
        set => slots[5] = value;
    }

    [InlineArray(MaxArguments)]
    private struct Slots
    {
        private ulong element;
    }
}
