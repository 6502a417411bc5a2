namespace Bpf;

/// <summary>The kernel's trace pipe, for debugging.</summary>
public static class Trace
{
    /// <summary>
    /// Writes a line to <c>/sys/kernel/tracing/trace_pipe</c>: <c>bpf_trace_printk</c>. Up to three integers, in decimal or, with the format
    /// <c>x</c>, in hexadecimal.
    /// </summary>
    /// <param name="message">An interpolated string: <c>$"pid={pid} flags={flags:x}"</c>.</param>
    public static void Print(ref TraceInterpolatedStringHandler message) => BpfWorld.Current.TracePrint(message.ToStringAndClear());
}
