namespace Bpf.Core.Btf;

/// <summary>The kinds of BTF types, by their own numbers (<c>BTF_KIND_*</c>, include/uapi/linux/btf.h; Documentation/bpf/btf.rst).</summary>
public enum BtfKind
{
    /// <summary>Type id 0; never stored.</summary>
    Void = 0,
    /// <summary><c>BTF_KIND_INT</c>.</summary>
    Int = 1,
    /// <summary><c>BTF_KIND_PTR</c>.</summary>
    Ptr = 2,
    /// <summary><c>BTF_KIND_ARRAY</c>.</summary>
    Array = 3,
    /// <summary><c>BTF_KIND_STRUCT</c>.</summary>
    Struct = 4,
    /// <summary><c>BTF_KIND_UNION</c>.</summary>
    Union = 5,
    /// <summary><c>BTF_KIND_ENUM</c>: enumerators of up to 32 bits.</summary>
    Enum = 6,
    /// <summary><c>BTF_KIND_FWD</c>: a struct or union declared only.</summary>
    Fwd = 7,
    /// <summary><c>BTF_KIND_TYPEDEF</c>.</summary>
    Typedef = 8,
    /// <summary><c>BTF_KIND_VOLATILE</c>.</summary>
    Volatile = 9,
    /// <summary><c>BTF_KIND_CONST</c>.</summary>
    Const = 10,
    /// <summary><c>BTF_KIND_RESTRICT</c>.</summary>
    Restrict = 11,
    /// <summary><c>BTF_KIND_FUNC</c>: a function with its prototype.</summary>
    Func = 12,
    /// <summary><c>BTF_KIND_FUNC_PROTO</c>.</summary>
    FuncProto = 13,
    /// <summary><c>BTF_KIND_VAR</c>: a global variable.</summary>
    Var = 14,
    /// <summary><c>BTF_KIND_DATASEC</c>: a section of variables.</summary>
    Datasec = 15,
    /// <summary><c>BTF_KIND_FLOAT</c> (5.13).</summary>
    Float = 16,
    /// <summary><c>BTF_KIND_DECL_TAG</c> (5.16).</summary>
    DeclTag = 17,
    /// <summary><c>BTF_KIND_TYPE_TAG</c> (5.17).</summary>
    TypeTag = 18,
    /// <summary><c>BTF_KIND_ENUM64</c> (6.0).</summary>
    Enum64 = 19,
}
