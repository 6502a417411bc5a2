namespace Bpf.Core.Btf;

/// <summary>What a CO-RE relocation asks the kernel's BTF (<c>enum bpf_core_relo_kind</c>, include/uapi/linux/bpf.h).</summary>
public enum CoreRelocationKind
{
    /// <summary><c>BPF_CORE_FIELD_BYTE_OFFSET</c>: where a field is.</summary>
    FieldByteOffset = 0,
    /// <summary><c>BPF_CORE_FIELD_BYTE_SIZE</c>: how many bytes it takes.</summary>
    FieldByteSize = 1,
    /// <summary><c>BPF_CORE_FIELD_EXISTS</c>: 1 or 0.</summary>
    FieldExists = 2,
    /// <summary><c>BPF_CORE_FIELD_SIGNED</c>: 1 or 0.</summary>
    FieldSigned = 3,
    /// <summary><c>BPF_CORE_FIELD_LSHIFT_U64</c>: left shift that brings a bit field to the top of 64 bits.</summary>
    FieldLeftShift = 4,
    /// <summary><c>BPF_CORE_FIELD_RSHIFT_U64</c>: right shift that brings it down from there.</summary>
    FieldRightShift = 5,
    /// <summary><c>BPF_CORE_TYPE_ID_LOCAL</c>: the type's id in the object's BTF.</summary>
    TypeIdLocal = 6,
    /// <summary><c>BPF_CORE_TYPE_ID_TARGET</c>: its id in the kernel's.</summary>
    TypeIdTarget = 7,
    /// <summary><c>BPF_CORE_TYPE_EXISTS</c>: 1 or 0.</summary>
    TypeExists = 8,
    /// <summary><c>BPF_CORE_TYPE_SIZE</c>: its size in bytes.</summary>
    TypeSize = 9,
    /// <summary><c>BPF_CORE_ENUMVAL_EXISTS</c>: 1 or 0.</summary>
    EnumValueExists = 10,
    /// <summary><c>BPF_CORE_ENUMVAL_VALUE</c>: the constant's value.</summary>
    EnumValue = 11,
    /// <summary><c>BPF_CORE_TYPE_MATCHES</c>: 1 or 0.</summary>
    TypeMatches = 12,
}
