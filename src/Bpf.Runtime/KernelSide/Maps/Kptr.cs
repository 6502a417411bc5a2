using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// A reference to a structure of the kernel's that a map's value owns (<c>__kptr</c>, 8 bytes, Linux 6.4): what a kernel function acquired is kept there, and given back by the
/// kernel when the element or the map goes. To user space it is always 0.
/// </summary>
/// <typeparam name="T">The structure, as the program declares it (<see cref="KernelTypeAttribute"/>): <c>task_struct</c>, <c>cgroup</c>, <c>bpf_cpumask</c> and others that the
/// kernel can give back.</typeparam>
/// <remarks>In programs that run as C# on the CLR there are none.</remarks>
[InlineArray(1)]
public struct Kptr<T> where T : unmanaged
{
    private ulong address;

    /// <summary>Puts a reference in, and gives the one that was there to the program: <c>bpf_kptr_xchg</c>.</summary>
    /// <param name="reference">What was acquired; the program has it no more.</param>
    /// <returns>What was there, for the program to release; null for nothing.</returns>
    public Ref<T> Exchange(Ref<T> reference) => throw BytecodeOnly.Helper(HelperId.KptrXchg);

    /// <summary>Takes the reference out: <c>bpf_kptr_xchg</c>.</summary>
    /// <returns>What was there, for the program to release; null for nothing.</returns>
    public Ref<T> Take() => throw BytecodeOnly.Helper(HelperId.KptrXchg);

    /// <summary>Looks at what is there. It stays valid to the end of the RCU section (<see cref="Rcu.ReadLock"/> in programs that may sleep), and is not released.</summary>
    /// <returns>What is there; null for nothing.</returns>
    public readonly Ref<T> Peek() => throw BytecodeOnly.Question("A reference in a map's value");
}
