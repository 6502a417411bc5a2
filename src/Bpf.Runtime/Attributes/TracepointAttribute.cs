namespace Bpf;

/// <summary>A tracepoint program: <c>static int F(in T ctx)</c>. ELF section <c>tracepoint/category/name</c>.</summary>
/// <param name="category">The folder under <c>/sys/kernel/tracing/events</c>.</param>
/// <param name="name">The event's name.</param>
public sealed class TracepointAttribute(string category, string name) : ProgramAttribute
{
    /// <summary>The folder under <c>/sys/kernel/tracing/events</c>, for example <c>syscalls</c>.</summary>
    public string Category { get; } = category;

    /// <summary>The event's name, for example <c>sys_enter_openat</c>.</summary>
    public string Name { get; } = name;
}
