namespace Bpf;

/// <summary>A raw tracepoint program: <c>static int F(in RawTracepointArgs ctx)</c>. ELF section <c>raw_tracepoint/name</c>.</summary>
/// <param name="name">The tracepoint's name in the kernel.</param>
public sealed class RawTracepointAttribute(string name) : ProgramAttribute
{
    /// <summary>The tracepoint's name, for example <c>sys_enter</c>.</summary>
    public string Name { get; } = name;
}
