namespace Bpf.Core.Elf;

/// <summary>A symbol that the object uses and doesn't define.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Section"><c>.ksyms</c> or <c>.kconfig</c>, as its BTF says; empty where that says nothing.</param>
/// <param name="TypeId">Its VAR or FUNC in the object's BTF; 0 where there is none.</param>
/// <param name="IsWeak">True where the object copes with its absence.</param>
public sealed record ObjectExtern(string Name, string Section, int TypeId, bool IsWeak);
