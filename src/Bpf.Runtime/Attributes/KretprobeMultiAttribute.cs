namespace Bpf;

/// <summary>A program run at the return of many kernel functions, attached at once: <c>static int F(in PtRegs ctx)</c>. Linux 5.18. ELF section <c>kretprobe.multi/pattern</c>.</summary>
public sealed class KretprobeMultiAttribute : ProgramAttribute
{
    /// <summary>Leaves the functions to <c>Attach(pattern)</c>.</summary>
    public KretprobeMultiAttribute()
    {
    }

    /// <summary>Names the functions.</summary>
    /// <param name="pattern">A name of /proc/kallsyms, with <c>*</c> and <c>?</c>.</param>
    public KretprobeMultiAttribute(string pattern) => Pattern = pattern;

    /// <summary>The functions; null where it is named on attaching.</summary>
    public string? Pattern { get; }
}
