namespace Bpf;

/// <summary>
/// A program for a kernel function, tracepoint or security hook, found by its type when it is loaded (<see cref="FentryAttribute"/>,
/// <see cref="FexitAttribute"/>, <see cref="FmodRetAttribute"/>, <see cref="BtfTracepointAttribute"/>, <see cref="LsmAttribute"/>).
/// </summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class TracingProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Attaches to what the attribute names.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach() => RawTracepoints.Attach(Handle, null);

    internal override BpfLink AttachToDeclaredHook() => Attach();
}
