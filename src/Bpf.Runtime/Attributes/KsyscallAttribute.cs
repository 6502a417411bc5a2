namespace Bpf;

/// <summary>A program run at the entry of a system call's function, whatever the machine calls it: <c>static int F(in PtRegs ctx)</c>, or the call's arguments: <c>static int F(int folder, UserPtr&lt;byte&gt; path)</c>. ELF section <c>ksyscall/name</c>.</summary>
public sealed class KsyscallAttribute : ProgramAttribute
{
    /// <summary>Leaves the system call to <c>Attach(name)</c>.</summary>
    public KsyscallAttribute()
    {
    }

    /// <summary>Names the system call.</summary>
    /// <param name="name">The system call, for example <c>openat</c>.</param>
    public KsyscallAttribute(string name) => Name = name;

    /// <summary>The system call; null where it is named on attaching.</summary>
    public string? Name { get; }
}
