namespace Bpf;

/// <summary>A program run instead of a kernel function that allows it, where it returns other than 0: <c>static int F(in FunctionExit ctx)</c>. Linux 5.7. ELF section <c>fmod_ret/function</c>.</summary>
/// <param name="function">A function that allows error injection, or a security hook.</param>
public sealed class FmodRetAttribute(string function) : ProgramAttribute
{
    /// <summary>A function that allows error injection, or a security hook.</summary>
    public string Function { get; } = function;

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Not every function allows it.</summary>
    public bool Sleepable { get; set; }
}
