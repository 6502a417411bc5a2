namespace Bpf.Compiler.Ir;

/// <summary>The type of an SSA value. Aggregates have none: they live in memory, behind pointers.</summary>
/// <remarks>
/// Integers narrower than 32 bits are held in <see cref="I32"/>, extended as their C# type says, just as on the CLR's
/// evaluation stack; signedness is in the operation, not in the type.
/// </remarks>
public readonly record struct IrType(IrKind Kind, Provenance Provenance = Provenance.None)
{
    /// <summary>No value.</summary>
    public static IrType Void => new(IrKind.Void);

    /// <summary>32 bits.</summary>
    public static IrType I32 => new(IrKind.I32);

    /// <summary>64 bits.</summary>
    public static IrType I64 => new(IrKind.I64);

    /// <summary>A pointer to memory of the given kind.</summary>
    public static IrType Ptr(Provenance provenance) => new(IrKind.Ptr, provenance);

    /// <summary>True for pointers.</summary>
    public bool IsPtr => Kind == IrKind.Ptr;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        IrKind.Void => "void",
        IrKind.I32 => "i32",
        IrKind.I64 => "i64",
        _ => "ptr." + IrNames.Of(Provenance),
    };
}

/// <summary>The kinds of SSA values.</summary>
public enum IrKind
{
    /// <summary>No value.</summary>
    Void,

    /// <summary>32-bit integer.</summary>
    I32,

    /// <summary>64-bit integer.</summary>
    I64,

    /// <summary>64-bit pointer.</summary>
    Ptr,
}

/// <summary>What a pointer points to: it decides how memory is reached and what the verifier will call it.</summary>
public enum Provenance
{
    /// <summary>Not a pointer.</summary>
    None,

    /// <summary>This frame's stack.</summary>
    Stack,

    /// <summary>The program's context.</summary>
    Context,

    /// <summary>A map itself (the argument of map helpers).</summary>
    Map,

    /// <summary>A map's value, globals included.</summary>
    MapValue,

    /// <summary>Packet data.</summary>
    Packet,

    /// <summary>The end of packet data: only compared with.</summary>
    PacketEnd,

    /// <summary>A ring-buffer reservation.</summary>
    Reservation,

    /// <summary>Memory of whatever kind that a global function was passed.</summary>
    Memory,

    /// <summary>A kernel object the verifier knows the type of.</summary>
    Btf,

    /// <summary>A kernel address, read by probe reads.</summary>
    Kernel,

    /// <summary>A user-space address, read by probe reads.</summary>
    User,

    /// <summary>Arena memory.</summary>
    Arena,

    /// <summary>A function of the program: only handed to helpers that call back.</summary>
    Function,
}
