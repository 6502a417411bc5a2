using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>An array: <c>BPF_MAP_TYPE_ARRAY</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class ArrayMap<TValue>(int maxEntries, [CallerMemberName] string name = "")
    : IndexedMap<TValue>(MapType.Array, maxEntries, name) where TValue : unmanaged;
