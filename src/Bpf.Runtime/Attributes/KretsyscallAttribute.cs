namespace Bpf;

/// <summary>A program run at the return of a system call's function, whatever the machine calls it: <c>static int F(in PtRegs ctx)</c>. ELF section <c>kretsyscall/name</c>.</summary>
public sealed class KretsyscallAttribute : ProgramAttribute
{
    /// <summary>Leaves the system call to <c>Attach(name)</c>.</summary>
    public KretsyscallAttribute()
    {
    }

    /// <summary>Names the system call.</summary>
    /// <param name="name">The system call, for example <c>openat</c>.</param>
    public KretsyscallAttribute(string name) => Name = name;

    /// <summary>The system call; null where it is named on attaching.</summary>
    public string? Name { get; }
}
