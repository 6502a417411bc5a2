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
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 5.19 (tracepoints 6.10).</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(ulong cookie = 0) => cookie == 0 ? RawTracepoints.Attach(Handle, null) : KernelLinks.Create(
        Handle, Handle.Section, new() { AttachType = (uint)Handle.AttachType, TracingCookie = cookie }, "Cookies of programs found by type take Linux 5.19, those of tracepoints 6.10.");

    internal override BpfLink AttachToDeclaredHook() => Attach();
}
