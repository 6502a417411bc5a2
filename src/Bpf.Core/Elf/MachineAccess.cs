using Bpf.Core.Kernel;

namespace Bpf.Core.Elf;

/// <summary>
/// An instruction whose number depends on the architecture: the offset of a load from the context, or the immediate of a move. Objects hold
/// x86-64's, and <c>.bpf.machine</c> says which instructions they are.
/// </summary>
/// <param name="InstructionOffset">The slot, from the start of the function.</param>
/// <param name="Value">What is meant.</param>
public readonly record struct MachineAccess(int InstructionOffset, MachineValue Value);
