namespace Bpf;

/// <summary>A program that implements a function of one of the kernel's structures (<see cref="StructOpsAttribute"/>); <see cref="BpfObject.Register"/> or <see cref="BpfObject.RegisterPersistent"/> puts it to use.</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class StructOpsProgram(BpfProgram program, ProgramBody<FunctionArgs>? body = null) : BpfProgram<FunctionArgs>(program, body);
