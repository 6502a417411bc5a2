namespace Bpf;

/// <summary>What the kernel says about a map.</summary>
/// <param name="Id">The kernel's id.</param>
/// <param name="Shape">Type, sizes and flags; the name is at most 15 characters long.</param>
public sealed record BpfMapInfo(uint Id, MapShape Shape);
