namespace Bpf;

/// <summary>A marked place of a file.</summary>
/// <param name="FileOffset">The instruction's offset in the file.</param>
/// <param name="SemaphoreOffset">Where in the file the counter is that says whether somebody looks; 0 for none.</param>
/// <param name="Arguments">Where its arguments are, as the assembler writes it.</param>
internal readonly record struct UsdtPlace(ulong FileOffset, ulong SemaphoreOffset, string Arguments);
