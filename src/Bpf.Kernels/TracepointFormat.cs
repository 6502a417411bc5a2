using System.Collections.Immutable;

namespace Bpf.Kernels;

/// <summary>A tracepoint and the record that it hands to programs.</summary>
/// <param name="Name">Folder and name under <c>/sys/kernel/tracing/events</c>: <c>sched/sched_switch</c>.</param>
/// <param name="Kernels">The profiles (by alias) of kernels that have it, oldest first; modules' tracepoints are in none.</param>
/// <param name="Structs">
/// The record's structure in the kernels' types, the newest kernel's name first; none for system calls, whose records are in no kernel's types.
/// </param>
/// <param name="Fields">Its fields behind the first eight bytes, as the newest kernel has them, and then those that only older ones have.</param>
public sealed record TracepointFormat(
    string Name, ImmutableArray<string> Kernels, ImmutableArray<string> Structs, ImmutableArray<TracepointField> Fields);
