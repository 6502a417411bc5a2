namespace Bpf;

/// <summary>A program run at the return of a kernel function: <c>static int F(in PtRegs ctx)</c>. ELF section <c>kretprobe/function</c>.</summary>
public sealed class KretprobeAttribute : ProgramAttribute
{
    /// <summary>Leaves the function to <c>Attach(function)</c>.</summary>
    public KretprobeAttribute()
    {
    }

    /// <summary>Names the function.</summary>
    /// <param name="function">A symbol of <c>/proc/kallsyms</c>.</param>
    public KretprobeAttribute(string function) => Function = function;

    /// <summary>The kernel function; null where it is named on attaching.</summary>
    public string? Function { get; }
}
