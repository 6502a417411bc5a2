using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>A reference that may be null: what a lookup or a bounds check found. Value is the thing itself, not a copy.</summary>
/// <typeparam name="T">The type referred to.</typeparam>
public readonly ref struct Ref<T> where T : unmanaged
{
    private readonly ref T value;

    /// <summary>Wraps a reference.</summary>
    /// <param name="value">The thing referred to.</param>
    public Ref(ref T value) => this.value = ref value;

    /// <summary>True where nothing was found. The verifier wants this (or the lookup's result) checked before <see cref="Value"/>.</summary>
    public bool IsNull => Unsafe.IsNullRef(ref value);

    /// <summary>The thing referred to.</summary>
    /// <exception cref="NullReferenceException"><see cref="IsNull"/>.</exception>
    public ref T Value
    {
        get
        {
            if (IsNull)
                throw new NullReferenceException($"A Ref<{typeof(T).Name}> is used that a lookup left null.");
            return ref value;
        }
    }
}
