namespace Bpf;

/// <summary>A program's C# method, for worlds that run on the CLR.</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="context">What the program sees, and may change where its hook allows it.</param>
/// <returns>The program's return value.</returns>
public delegate int ProgramBody<TContext>(ref TContext context) where TContext : unmanaged;
