using System;

namespace Bpf;

/// <summary>
/// Says which tracepoint a context structure describes: at another one it is an error (BPF0316). A <c>partial</c> struct without fields gets those
/// of the tracepoint's record from the build, in .NET's writing (<c>prev_pid</c> is <c>PrevPid</c>); loaders find them where the running kernel has
/// them (CO-RE).
/// </summary>
/// <example><code>[TracepointContext("sched", "sched_switch")] public partial struct SchedSwitch;</code></example>
/// <param name="category">The folder under <c>/sys/kernel/tracing/events</c>.</param>
/// <param name="name">The event's name; <c>sys_exit_*</c> for all that begin so.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public sealed class TracepointContextAttribute(string category, string name) : Attribute
{
    /// <summary>The folder under <c>/sys/kernel/tracing/events</c>.</summary>
    public string Category { get; } = category;

    /// <summary>The event's name; one that ends with <c>*</c> stands for all that begin so.</summary>
    public string Name { get; } = name;
}
