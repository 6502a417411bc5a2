namespace Bpf.Core.Btf;

/// <summary>One CO-RE relocation (<c>struct bpf_core_relo</c>, include/uapi/linux/bpf.h).</summary>
/// <param name="InstructionOffset">The instruction to change, in slots from the start of its section or function, as the holder says.</param>
/// <param name="TypeId">The type in the object's BTF that the access starts from.</param>
/// <param name="AccessString">Indexes of array elements and members, <c>0:1:2</c>; for enums the index of the constant.</param>
/// <param name="Kind">What is asked.</param>
public readonly record struct CoreRelocation(int InstructionOffset, int TypeId, string AccessString, CoreRelocationKind Kind);
