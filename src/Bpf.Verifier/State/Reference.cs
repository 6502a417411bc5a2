namespace Bpf.Verifier.State;

/// <summary>What is held.</summary>
internal enum ReferenceKind : byte
{
    /// <summary>An object that a pointer refers to.</summary>
    Pointer,

    /// <summary>A <c>bpf_spin_lock</c>.</summary>
    Lock,

    /// <summary>A <c>bpf_res_spin_lock</c>.</summary>
    ResLock,

    /// <summary>A <c>bpf_res_spin_lock</c>, taken with interrupts off.</summary>
    ResLockIrq,

    /// <summary>Interrupts off, until the saved flags are restored.</summary>
    Interrupts,
}

/// <summary>A resource that a program holds and must release (<c>struct bpf_reference_state</c>).</summary>
/// <param name="Id">What registers that hold it carry in <see cref="RegisterState.RefObjId"/>; of a lock the id of the pointer to its value.</param>
/// <param name="Instruction">The call that acquired it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Target">Of a lock: the map it is in, or <see cref="Allocated"/>.</param>
internal readonly record struct Reference(int Id, int Instruction, ReferenceKind Kind = ReferenceKind.Pointer, int Target = 0)
{
    /// <summary>The <see cref="Target"/> of locks in allocated objects.</summary>
    public const int Allocated = -1;

    public bool IsLock => Kind is ReferenceKind.Lock or ReferenceKind.ResLock or ReferenceKind.ResLockIrq;
}
