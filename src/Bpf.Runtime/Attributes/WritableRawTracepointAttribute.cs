namespace Bpf;

/// <summary>
/// A program of a raw tracepoint that hands out a buffer to be changed (<c>DECLARE_TRACE_WRITABLE</c>, <c>DEFINE_EVENT_WRITABLE</c>):
/// <c>static int F(in RawTracepointArgs ctx)</c>; <see cref="RawTracepointArgs.Buffer{T}"/> is the buffer. Linux 5.2. ELF section <c>raw_tracepoint.w/name</c>.
/// </summary>
/// <param name="name">The tracepoint's name in the kernel.</param>
public sealed class WritableRawTracepointAttribute(string name) : ProgramAttribute
{
    /// <summary>The tracepoint's name, for example <c>bpf_test_finish</c>.</summary>
    public string Name { get; } = name;
}
