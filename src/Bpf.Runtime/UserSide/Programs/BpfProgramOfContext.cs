using System;

namespace Bpf;

/// <summary>A program with a context of a known type.</summary>
/// <typeparam name="TContext">The context.</typeparam>
public class BpfProgram<TContext> : BpfProgram where TContext : unmanaged
{
    private readonly ProgramBody<TContext>? body;

    /// <summary>A typed view of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="body">Its C# method; null where there is none.</param>
    public BpfProgram(BpfProgram program, ProgramBody<TContext>? body = null) : base(program) => this.body = body;

    /// <summary>Runs the program without its hook: <c>BPF_PROG_TEST_RUN</c> (the kernel offers it for raw tracepoints, not for tracepoints and
    /// probes), or a run in the simulated world.</summary>
    /// <param name="context">What the program sees.</param>
    /// <returns>The program's return value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">A run on the CLR, of a program whose C# method is not known.</exception>
    public int Run(in TContext context)
    {
        if (Handle is not WorldProgram { Owner.RunsOnClr: true } program)
            return (int)Run(default, ContextBytes(in context)).ReturnValue;
        if (body == null)
            throw new InvalidOperationException($"Program '{Name}' has no C# method to run; load it with {nameof(WorldMode)}.{nameof(WorldMode.Bytecode)}.");
        using (BpfWorld.Enter(program.World))
            return body(in context);
    }

    /// <summary>The context's bytes as the kernel has them.</summary>
    private protected virtual ReadOnlySpan<byte> ContextBytes(ref readonly TContext context) => Raw.Bytes(in context);
}
