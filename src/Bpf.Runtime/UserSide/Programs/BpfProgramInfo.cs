using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>What the kernel says about a program.</summary>
/// <param name="Id">The kernel's id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">The first 15 characters of its name; empty for programs without one.</param>
/// <param name="Tag">A hash of its instructions: 16 hexadecimal digits, as bpftool prints it.</param>
public sealed record BpfProgramInfo(uint Id, ProgramType Type, string Name, string Tag);
