namespace Bpf.Core.Elf;

/// <summary>An instruction that refers to something by name.</summary>
/// <param name="InstructionOffset">The instruction (of a wide one its first slot), in slots from the start of the function.</param>
/// <param name="Kind">What it refers to.</param>
/// <param name="Symbol">Name of the map or function; for <see cref="RelocationKind.Global"/> the section.</param>
/// <param name="Addend">For <see cref="RelocationKind.Global"/> the byte in the section; else 0.</param>
public readonly record struct RelocationSpec(int InstructionOffset, RelocationKind Kind, string Symbol, int Addend = 0);
