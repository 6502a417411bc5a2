using System;

namespace Bpf;

/// <summary>Says which tracepoint a context structure describes; its fields are compared with the kernel's <c>format</c> file.</summary>
/// <param name="category">The folder under <c>/sys/kernel/tracing/events</c>.</param>
/// <param name="name">The event's name.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public sealed class TracepointContextAttribute(string category, string name) : Attribute
{
    /// <summary>The folder under <c>/sys/kernel/tracing/events</c>.</summary>
    public string Category { get; } = category;

    /// <summary>The event's name.</summary>
    public string Name { get; } = name;
}
