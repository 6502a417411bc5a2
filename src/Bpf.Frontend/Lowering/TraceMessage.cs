using System.Collections.Generic;
using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>An interpolated message while it is put together.</summary>
internal sealed class TraceMessage
{
    /// <summary>Its pieces in order.</summary>
    public List<TracePart> Parts { get; } = [];
}

/// <summary>A piece of a message: text, or one conversion of the kernel's printk with its argument.</summary>
/// <param name="Format">As the kernel's format has it: text with percent signs doubled, or the conversion.</param>
/// <param name="Argument">What is converted: a number of 64 bits or an address; null for text.</param>
internal sealed record TracePart(string Format, Value? Argument = null)
{
    /// <summary>True for strings: what follows one must not begin with a letter or digit.</summary>
    public bool IsString { get; init; }

    /// <summary>True for conversions that <c>bpf_trace_printk</c> knows since Linux 5.13 only.</summary>
    public bool IsRecent { get; init; }

    /// <summary>
    /// For arguments in memory, the copy that <see cref="Argument"/> points to: the value is the one at the place in the message, whatever the
    /// expressions behind it do.
    /// </summary>
    public Value? Copy { get; init; }

    /// <summary>Where the bytes copied are; null where they must be copied, because helpers cannot read them there.</summary>
    public Value? Original { get; init; }
}
