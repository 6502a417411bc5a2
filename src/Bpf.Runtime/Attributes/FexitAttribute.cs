namespace Bpf;

/// <summary>A program run at the return of a kernel function, found by its type: <c>static int F(in FunctionExit ctx)</c>; it returns 0. Linux 5.5. ELF section <c>fexit/function</c>.</summary>
/// <param name="function">A function of the kernel's BTF.</param>
public sealed class FexitAttribute(string function) : ProgramAttribute
{
    /// <summary>A function of the kernel's BTF.</summary>
    public string Function { get; } = function;

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Not every function allows it.</summary>
    public bool Sleepable { get; set; }
}
