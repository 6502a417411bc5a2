namespace Bpf;

/// <summary>The kernel's trace pipe, for debugging.</summary>
public static class Trace
{
    /// <summary>
    /// Writes a line to <c>/sys/kernel/tracing/trace_pipe</c>: <c>bpf_trace_printk</c>, or <c>bpf_trace_vprintk</c> (Linux 5.16) for more
    /// than three values. Kernels without the latter get a line for every three.
    /// </summary>
    /// <param name="message">
    /// An interpolated string: <c>$"pid={pid} comm={CurrentTask.Comm} flags={flags:x8} to={ip.Value.Destination:ip}"</c>. What can
    /// be in it is what <see cref="TraceInterpolatedStringHandler"/> takes.
    /// </param>
    /// <remarks>Text without values is an interpolated string, too: <c>Trace.Print($"here")</c>.</remarks>
    public static void Print(ref TraceInterpolatedStringHandler message) => BpfWorld.Current.TracePrint(message.ToStringAndClear());

    /// <summary>Writes a constant text to the trace pipe: <c>bpf_trace_printk</c>.</summary>
    /// <param name="message">The text, a constant: printable ASCII.</param>
    public static void Print(string message) => BpfWorld.Current.TracePrint(message);
}
