namespace Bpf;

/// <summary>A program run at a place that an executable or library marks for tracing (USDT, <c>sys/sdt.h</c>): <c>static int F(in PtRegs ctx)</c>; <see cref="Usdt"/> has its arguments. Linux 5.15. ELF section <c>usdt/path:provider:name</c>.</summary>
public sealed class UsdtAttribute : ProgramAttribute
{
    /// <summary>Leaves the place to <c>Attach(path, provider, name)</c>.</summary>
    public UsdtAttribute()
    {
    }

    /// <summary>Names the place.</summary>
    /// <param name="path">The executable or library, absolute.</param>
    /// <param name="provider">Who marks it.</param>
    /// <param name="name">Its name.</param>
    public UsdtAttribute(string path, string provider, string name)
    {
        Path = path;
        Provider = provider;
        Name = name;
    }

    /// <summary>The executable or library; null where it is named on attaching.</summary>
    public string? Path { get; }

    /// <summary>Who marks it; null where it is named on attaching.</summary>
    public string? Provider { get; }

    /// <summary>Its name; null where it is named on attaching.</summary>
    public string? Name { get; }

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Linux 6.0.</summary>
    public bool Sleepable { get; set; }
}
