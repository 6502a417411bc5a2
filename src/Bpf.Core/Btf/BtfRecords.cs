namespace Bpf.Core.Btf;

/// <summary>A member of a struct or union (<c>struct btf_member</c>).</summary>
/// <param name="Name">Its name; empty for an anonymous struct or union.</param>
/// <param name="TypeId">Its type.</param>
/// <param name="BitOffset">Bits from the start of the struct.</param>
/// <param name="BitfieldSize">Bits of a bit field; 0 for an ordinary member.</param>
public readonly record struct BtfMember(string Name, int TypeId, int BitOffset, int BitfieldSize = 0);

/// <summary>A constant of an enum (<c>struct btf_enum</c>, <c>struct btf_enum64</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; one of an unsigned enum above <see cref="long.MaxValue"/> as the same bits.</param>
public readonly record struct BtfEnumerator(string Name, long Value);

/// <summary>A parameter of a function prototype (<c>struct btf_param</c>).</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="TypeId">Its type; 0 with an empty name at the end stands for <c>...</c>.</param>
public readonly record struct BtfParameter(string Name, int TypeId);

/// <summary>A variable's place in a section (<c>struct btf_var_secinfo</c>).</summary>
/// <param name="TypeId">The VAR (or FUNC, in <c>.ksyms</c>).</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct BtfSectionVariable(int TypeId, int Offset, int Size);
