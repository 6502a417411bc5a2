namespace Bpf;

/// <summary>A program run at the entry of many kernel functions, attached at once: <c>static int F(in PtRegs ctx)</c>. Linux 5.18. ELF section <c>kprobe.multi/pattern</c>.</summary>
public sealed class KprobeMultiAttribute : ProgramAttribute
{
    /// <summary>Leaves the functions to <c>Attach(pattern)</c>.</summary>
    public KprobeMultiAttribute()
    {
    }

    /// <summary>Names the functions.</summary>
    /// <param name="pattern">A name of /proc/kallsyms, with <c>*</c> and <c>?</c>.</param>
    public KprobeMultiAttribute(string pattern) => Pattern = pattern;

    /// <summary>The functions; null where it is named on attaching.</summary>
    public string? Pattern { get; }
}
