namespace Bpf;

/// <summary>A program for a raw tracepoint (<see cref="RawTracepointAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="name">The tracepoint.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class RawTracepointProgram(BpfProgram program, string name, ProgramBody<RawTracepointArgs>? body = null)
    : BpfProgram<RawTracepointArgs>(program, body)
{
    /// <summary>Attaches to the tracepoint that the attribute names.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such tracepoint, or the kernel refused.</exception>
    public BpfLink Attach() => Attach(name);

    /// <summary>Attaches to another tracepoint.</summary>
    /// <param name="otherName">The tracepoint.</param>
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 6.10.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such tracepoint, or the kernel refused.</exception>
    public BpfLink Attach(string otherName, ulong cookie = 0) => RawTracepoints.Attach(Handle, otherName, cookie);

    internal override BpfLink AttachToDeclaredHook() => Attach();
}
