namespace Bpf.Verifier.Functions;

/// <summary>The kinds of arguments that a global function may have.</summary>
internal enum FunctionArgumentKind
{
    /// <summary>Any number.</summary>
    Scalar,

    /// <summary>The program's context.</summary>
    Context,

    /// <summary>Memory of a known size.</summary>
    Memory,

    /// <summary>A dynptr that is only read.</summary>
    Dynptr,

    /// <summary>A kernel structure; also an untrusted one.</summary>
    Structure,

    /// <summary>Any value: loads through it are guarded.</summary>
    UntrustedMemory,

    /// <summary>A number or a pointer into the arena; a number within.</summary>
    Arena,
}

/// <summary>What a global function asks of one argument, and may rely on when it is verified apart.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Size">Bytes of memory; 0 for other kinds.</param>
/// <param name="MayBeNull">True where null is accepted.</param>
/// <param name="Structure">The kernel's structure; 0 for other kinds.</param>
/// <param name="IsUntrusted">True for structures of which nothing is sure.</param>
internal readonly record struct FunctionArgument(
    FunctionArgumentKind Kind, int Size = 0, bool MayBeNull = false, int Structure = 0, bool IsUntrusted = false);
