using System.Collections.Immutable;

namespace Bpf.Core.Link;

/// <summary>One of the kernel's structures of functions as an object fills it: a variable in <c>.struct_ops</c> or <c>.struct_ops.link</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Structure">The structure's name in the kernel, for example <c>tcp_congestion_ops</c>.</param>
/// <param name="Fields">The bytes of the members that are no functions and not zero, by name.</param>
/// <param name="Functions">The members that programs implement: indexes of the object's functions, by name.</param>
public sealed record StructOpsSpec(
    string Name, string Structure, ImmutableDictionary<string, ImmutableArray<byte>> Fields, ImmutableDictionary<string, int> Functions);
