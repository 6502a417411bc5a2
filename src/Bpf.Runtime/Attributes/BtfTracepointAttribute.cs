namespace Bpf;

/// <summary>A raw tracepoint program that sees the kernel's own types: <c>static int F(in FunctionArgs ctx)</c>. Linux 5.5. ELF section <c>tp_btf/name</c>.</summary>
/// <param name="name">The tracepoint's name in the kernel, for example <c>sched_switch</c>.</param>
public sealed class BtfTracepointAttribute(string name) : ProgramAttribute
{
    /// <summary>The tracepoint's name in the kernel, for example <c>sched_switch</c>.</summary>
    public string Name { get; } = name;
}
