using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>An array: <c>BPF_MAP_TYPE_ARRAY</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
/// <param name="mapped">True where user space shares the memory and reads and writes it without system calls (<c>BPF_F_MMAPABLE</c>). A constant.</param>
public sealed class ArrayMap<TValue>(int maxEntries, [CallerMemberName] string name = "", bool mapped = false)
    : IndexedMap<TValue>(MapType.Array, maxEntries, name) where TValue : unmanaged
{
    /// <summary>True where user space shares the memory.</summary>
    public bool IsMapped { get; } = mapped;
}
