using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>An array with one value a CPU; a program sees its own CPU's: <c>BPF_MAP_TYPE_PERCPU_ARRAY</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class PerCpuArray<TValue>(int maxEntries, [CallerMemberName] string name = "")
    : IndexedMap<TValue>(MapType.PercpuArray, maxEntries, name) where TValue : unmanaged;
