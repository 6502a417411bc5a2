namespace Bpf;

/// <summary>One of the programs that are attached to a place.</summary>
/// <param name="ProgramId">The kernel's id of the program.</param>
/// <param name="ProgramName">The first 15 characters of its name; null where it went meanwhile or may not be opened (CAP_SYS_ADMIN).</param>
/// <param name="LinkId">The link that attaches it; null where there is none, or where the place doesn't tell (all but tcx and netkit).</param>
public sealed record BpfAttachment(uint ProgramId, string? ProgramName, uint? LinkId);
