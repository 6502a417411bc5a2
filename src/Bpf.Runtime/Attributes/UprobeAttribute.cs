namespace Bpf;

/// <summary>A program run at the entry of a user-space function: <c>static int F(in PtRegs ctx)</c>. ELF section <c>uprobe/path:symbol</c>.</summary>
public sealed class UprobeAttribute : ProgramAttribute
{
    /// <summary>Leaves the function to <c>Attach(path, symbol)</c>.</summary>
    public UprobeAttribute()
    {
    }

    /// <summary>Names the function.</summary>
    /// <param name="path">The executable or library, absolute.</param>
    /// <param name="symbol">A function of its symbol tables.</param>
    public UprobeAttribute(string path, string symbol)
    {
        Path = path;
        Symbol = symbol;
    }

    /// <summary>The executable or library; null where it is named on attaching.</summary>
    public string? Path { get; }

    /// <summary>The function; null where it is named on attaching.</summary>
    public string? Symbol { get; }

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Linux 6.0.</summary>
    public bool Sleepable { get; set; }
}
