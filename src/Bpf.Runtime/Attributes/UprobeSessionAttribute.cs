namespace Bpf;

/// <summary>A program run at the entry of many user-space functions and again at their return, which it is spared where it returns 1 at the entry: <c>static int F(in PtRegs ctx)</c>;
/// <see cref="ProbeSession"/> tells them apart. Linux 6.13. ELF section <c>uprobe.session/path:pattern</c>.</summary>
public sealed class UprobeSessionAttribute : ProgramAttribute
{
    /// <summary>Leaves the functions to <c>Attach(path, pattern)</c>.</summary>
    public UprobeSessionAttribute()
    {
    }

    /// <summary>Names the functions.</summary>
    /// <param name="path">The executable or library, absolute.</param>
    /// <param name="pattern">A function of its symbol tables, with <c>*</c> and <c>?</c>.</param>
    public UprobeSessionAttribute(string path, string pattern)
    {
        Path = path;
        Pattern = pattern;
    }

    /// <summary>The executable or library; null where it is named on attaching.</summary>
    public string? Path { get; }

    /// <summary>The functions; null where they are named on attaching.</summary>
    public string? Pattern { get; }

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in.</summary>
    public bool Sleepable { get; set; }
}
