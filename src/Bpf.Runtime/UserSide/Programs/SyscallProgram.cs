namespace Bpf;

/// <summary>A program that user space runs, by <see cref="BpfProgram{TContext}.Run(in TContext, out TContext)"/> (<see cref="SyscallAttribute"/>).</summary>
/// <typeparam name="TContext">What both sides read and write.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class SyscallProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged;
