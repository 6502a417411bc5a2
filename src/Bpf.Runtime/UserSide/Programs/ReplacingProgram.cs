namespace Bpf;

/// <summary>A program that takes the place of a global function of a loaded program (<c>freplace</c>, Linux 5.6), see <see cref="LoadOptions.Targets"/>.</summary>
/// <param name="program">The program.</param>
public sealed class ReplacingProgram(BpfProgram program) : BpfProgram(program)
{
    /// <summary>Takes the function's place.</summary>
    /// <returns>The link; disposing it (or the object) gives the place back.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach() => RawTracepoints.Attach(Handle, null);
}
