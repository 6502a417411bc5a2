namespace Bpf.Verifier.Types;

/// <summary>What an access to a structure meets.</summary>
internal enum FieldKind
{
    /// <summary>Nothing that may be accessed so: the result says why.</summary>
    None,

    /// <summary>Bytes without meaning of their own.</summary>
    Scalar,

    /// <summary>A pointer to a structure.</summary>
    Pointer,

    /// <summary>A pointer to anything else.</summary>
    PlainPointer,
}
