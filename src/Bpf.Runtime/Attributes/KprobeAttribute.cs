namespace Bpf;

/// <summary>A program run at the entry of a kernel function: <c>static int F(in PtRegs ctx)</c>. ELF section <c>kprobe/function</c>.</summary>
public sealed class KprobeAttribute : ProgramAttribute
{
    /// <summary>Leaves the function to <c>Attach(function)</c>.</summary>
    public KprobeAttribute()
    {
    }

    /// <summary>Names the function.</summary>
    /// <param name="function">A symbol of <c>/proc/kallsyms</c>.</param>
    public KprobeAttribute(string function) => Function = function;

    /// <summary>The kernel function; null where it is named on attaching.</summary>
    public string? Function { get; }
}
