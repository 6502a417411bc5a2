namespace Bpf.Core.Isa;

/// <summary>The registers as they stand in <see cref="Instruction.Dst"/> and <see cref="Instruction.Src"/> (RFC 9669, section 2.3).</summary>
public static class Register
{
    /// <summary>Return value of calls and programs.</summary>
    public const byte R0 = 0;

    /// <summary>Argument 1 of calls; not kept by calls.</summary>
    public const byte R1 = 1;

    /// <summary>Argument 2 of calls; not kept by calls.</summary>
    public const byte R2 = 2;

    /// <summary>Argument 3 of calls; not kept by calls.</summary>
    public const byte R3 = 3;

    /// <summary>Argument 4 of calls; not kept by calls.</summary>
    public const byte R4 = 4;

    /// <summary>Argument 5 of calls; not kept by calls.</summary>
    public const byte R5 = 5;

    /// <summary>Kept by calls.</summary>
    public const byte R6 = 6;

    /// <summary>Kept by calls.</summary>
    public const byte R7 = 7;

    /// <summary>Kept by calls.</summary>
    public const byte R8 = 8;

    /// <summary>Kept by calls.</summary>
    public const byte R9 = 9;

    /// <summary>Frame pointer: the end of the 512 bytes of stack, read-only.</summary>
    public const byte R10 = 10;

    /// <summary>The number of registers.</summary>
    public const int Count = 11;

    /// <summary>The most arguments a call takes: <see cref="R1"/> to <see cref="R5"/>.</summary>
    public const int MaxArguments = 5;

    /// <summary>Bytes of stack a frame has below <see cref="R10"/> (<c>MAX_BPF_STACK</c>).</summary>
    public const int StackSize = 512;
}
