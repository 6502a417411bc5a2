using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Call stacks, each stored once under a number: <c>BPF_MAP_TYPE_STACK_TRACE</c>, up to 127 frames.</summary>
/// <param name="maxEntries">Most stacks, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class StackTraceMap(int maxEntries, [CallerMemberName] string name = "") : MapDeclaration(MapType.StackTrace, maxEntries, name)
{
    /// <summary>Stores the stack at this point: <c>bpf_get_stackid</c>.</summary>
    /// <param name="flags">Which stack; a constant.</param>
    /// <returns>Its number, or a negative errno: no room, no stack (-EFAULT), another stack with the same hash (-EEXIST).</returns>
    public long Capture(StackFlags flags) => throw KernelOnly.Operation(this);
}
