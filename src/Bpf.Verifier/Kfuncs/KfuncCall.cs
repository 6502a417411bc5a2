using Bpf.Verifier.Objects;

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

    /// <summary>The subprogram passed as a callback.</summary>
    public int Callback;

    /// <summary>The type, in the program's BTF, of the allocated object passed.</summary>
    public int ObjectType;

    /// <summary>True where the object passed is owned, not borrowed.</summary>
    public bool OwnsObject;

    /// <summary>The list or tree passed; null for none.</summary>
    public SpecialField? Root;

    /// <summary>The dynptr passed: its id; 0 for none.</summary>
    public int DynptrId;

    /// <summary>Its type.</summary>
    public DynptrType DynptrType;

    /// <summary>The reference that it holds; 0 for none.</summary>
    public int DynptrReference;

    /// <summary>The frame of the iterator passed.</summary>
    public int IteratorFrame;

    /// <summary>The first slot of the iterator passed.</summary>
    public int IteratorSlot;

    /// <summary>Which lookup the map passed, or that a field passed is in, came from.</summary>
    public int MapUid;

    /// <summary>The map passed, its index plus 1; 0 for none.</summary>
    public int Map;
}
