using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A value for each of the kernel's own objects of a kind, kept with it and gone when it goes.</summary>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class LocalStorage<TValue> : MapDeclaration where TValue : unmanaged
{
    private protected LocalStorage(MapType type, string name) : base(type, 0, name)
    {
    }

    /// <summary>Finds an object's value.</summary>
    /// <typeparam name="TOwner">The object's type, as the program declares it (<see cref="KernelTypeAttribute"/>).</typeparam>
    /// <param name="owner">The object, as an argument of the program or a field of one.</param>
    /// <param name="value">The value itself; null where it has none.</param>
    /// <returns>True where it has one.</returns>
    public bool TryFind<TOwner>(Ref<TOwner> owner, out Ref<TValue> value) where TOwner : unmanaged => throw KernelOnly.Operation(this);

    /// <summary>Finds an object's value, or gives it a zeroed one.</summary>
    /// <typeparam name="TOwner">The object's type, as the program declares it (<see cref="KernelTypeAttribute"/>).</typeparam>
    /// <param name="owner">The object, as an argument of the program or a field of one.</param>
    /// <param name="value">The value itself; null where there is no memory.</param>
    /// <returns>False where there is no memory.</returns>
    public bool TryGetOrCreate<TOwner>(Ref<TOwner> owner, out Ref<TValue> value) where TOwner : unmanaged => throw KernelOnly.Operation(this);

    /// <summary>Takes an object's value away.</summary>
    /// <typeparam name="TOwner">The object's type, as the program declares it (<see cref="KernelTypeAttribute"/>).</typeparam>
    /// <param name="owner">The object, as an argument of the program or a field of one.</param>
    /// <returns>False where it had none.</returns>
    public bool Remove<TOwner>(Ref<TOwner> owner) where TOwner : unmanaged => throw KernelOnly.Operation(this);
}
