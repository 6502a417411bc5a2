namespace Bpf.Core.Elf;

/// <summary>An instruction of an object that refers to something of the object, or outside of it.</summary>
/// <param name="InstructionOffset">The instruction (of a wide one its first slot), in slots from the start of its function.</param>
/// <param name="Kind">What it refers to.</param>
/// <param name="Index">Index in <see cref="BpfObjectFile"/>'s Functions, Maps, DataSections or Externs, by kind.</param>
/// <param name="Addend">For <see cref="RelocationKind.Global"/> the byte in the section; else 0.</param>
public readonly record struct ObjectRelocation(int InstructionOffset, RelocationKind Kind, int Index, int Addend);
