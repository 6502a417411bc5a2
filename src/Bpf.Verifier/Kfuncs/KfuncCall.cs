namespace Bpf.Verifier.Kfuncs;

/// <summary>What the arguments of one call of a kernel function have said so far.</summary>
internal struct KfuncCall
{
    /// <summary>The function.</summary>
    public KfuncSignature Function;

    /// <summary>The function's id in the kernel's BTF.</summary>
    public int Id;

    /// <summary>The reference passed; 0 for none.</summary>
    public int Reference;

    /// <summary>The register that is released; 0 for none.</summary>
    public int ReleaseRegister;

    /// <summary>True where an argument had to be a known constant.</summary>
    public bool HasConstant;

    /// <summary>That constant.</summary>
    public ulong Constant;

    /// <summary>Bytes that the result points to, where an argument says so; 0 else.</summary>
    public long ResultSize;

    /// <summary>True where the result must not be written.</summary>
    public bool ResultIsReadOnly;

    /// <summary>The map passed, its index plus 1; 0 for none.</summary>
    public int Map;
}
