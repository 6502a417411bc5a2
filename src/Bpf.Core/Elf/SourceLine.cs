namespace Bpf.Core.Elf;

/// <summary>Where code comes from, from one instruction up to the next such record.</summary>
/// <param name="InstructionOffset">In slots from the start of the function.</param>
/// <param name="Path">The source file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; 0 for none. BTF holds up to 1023, more is written as 0.</param>
/// <param name="Text">The line's text, where it is to be in the object; else empty.</param>
public readonly record struct SourceLine(int InstructionOffset, string Path, int Line, int Column, string Text = "");
