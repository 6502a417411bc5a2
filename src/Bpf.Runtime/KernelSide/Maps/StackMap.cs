using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A stack of values, last in, first out: <c>BPF_MAP_TYPE_STACK</c>.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="maxEntries">Most entries, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class StackMap<T>(int maxEntries, [CallerMemberName] string name = "")
    : SequenceMap<T>(MapType.Stack, maxEntries, name) where T : unmanaged;
