using System;
using System.Diagnostics.CodeAnalysis;

namespace Bpf;

/// <summary>
/// A lock in a map's value (<c>struct bpf_spin_lock</c>, 4 bytes, Linux 5.1): the kernel keeps other CPUs out while one holds it. A value has at most one, and a
/// program holds at most one at a time; while it does, it calls nothing. Tracing programs can't take locks. To user space it is always 0.
/// </summary>
public struct BpfSpinLock
{
    private int value;

    /// <summary>
    /// Takes the lock until the end of the block: <c>using (value.Lock.Hold()) { ... }</c> (<c>bpf_spin_lock</c>, <c>bpf_spin_unlock</c>).
    /// </summary>
    /// <exception cref="InvalidOperationException">It is held: in the kernel that would never end.</exception>
    [UnscopedRef]
    public LockScope Hold()
    {
        if (value != 0)
            throw new InvalidOperationException("The lock is held already: in the kernel the program would wait for itself, which no verifier lets it.");
        value = 1;
        return new LockScope(ref value);
    }
}
