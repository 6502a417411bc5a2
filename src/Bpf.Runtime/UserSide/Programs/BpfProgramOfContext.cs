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
    public int Run(in TContext context) => Run(in context, out _);

    /// <summary>Runs the program without its hook, and gives back its context as it left it.</summary>
    /// <param name="context">What the program sees.</param>
    /// <param name="after">The context afterwards; unchanged where the kernel doesn't give it back.</param>
    /// <returns>The program's return value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="InvalidOperationException">A run on the CLR, of a program whose C# method is not known.</exception>
    public int Run(in TContext context, out TContext after)
    {
        after = context;
        if (Handle is WorldProgram { Owner.RunsOnClr: true } program)
            return RunBody(program, ref after, null);
        BpfRunResult result = Run(default, ContextBytes(in context));
        result.Context.AsSpan(0, int.Min(result.Context.Length, ContextBytes(in after).Length)).CopyTo(Raw.WritableBytes(ref after));
        return (int)result.ReturnValue;
    }

    /// <summary>Runs the C# method.</summary>
    /// <param name="program">The program, in a world that runs on the CLR.</param>
    /// <param name="context">What it sees and changes.</param>
    /// <param name="packet">The bytes it runs on, changed in place; null for none.</param>
    private protected int RunBody(ProgramHandle program, ref TContext context, byte[]? packet)
    {
        if (body == null)
            throw new InvalidOperationException($"Program '{Name}' has no C# method to run; load it with {nameof(WorldMode)}.{nameof(WorldMode.Bytecode)}.");
        using (BpfWorld.Enter(((WorldProgram)program).World, packet))
            return body(ref context);
    }

    /// <summary>The context's bytes as the kernel has them.</summary>
    private protected virtual ReadOnlySpan<byte> ContextBytes(ref readonly TContext context) => Raw.Bytes(in context);
}
