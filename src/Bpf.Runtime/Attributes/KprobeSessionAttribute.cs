namespace Bpf;

/// <summary>A program run at the entry of many kernel functions and again at their return, which it is spared where it returns 1 at the entry: <c>static int F(in PtRegs ctx)</c>;
/// <see cref="ProbeSession"/> tells them apart. Linux 6.10. ELF section <c>kprobe.session/pattern</c>.</summary>
public sealed class KprobeSessionAttribute : ProgramAttribute
{
    /// <summary>Leaves the functions to <c>Attach(pattern)</c>.</summary>
    public KprobeSessionAttribute()
    {
    }

    /// <summary>Names the functions.</summary>
    /// <param name="pattern">A name of /proc/kallsyms, with <c>*</c> and <c>?</c>.</param>
    public KprobeSessionAttribute(string pattern) => Pattern = pattern;

    /// <summary>The functions; null where it is named on attaching.</summary>
    public string? Pattern { get; }
}
