using System.Collections.Generic;
using System.Text;
using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>An interpolated trace message while it is put together: the kernel's format string and its arguments.</summary>
internal sealed class TraceMessage
{
    /// <summary>The format so far.</summary>
    public StringBuilder Format { get; } = new();

    /// <summary>The arguments, 64 bits each.</summary>
    public List<Value> Arguments { get; } = [];
}
