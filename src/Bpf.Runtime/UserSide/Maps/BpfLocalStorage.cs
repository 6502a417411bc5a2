using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map whose values belong to the kernel's own objects (<see cref="LocalStorage{TValue}"/>).</summary>
/// <typeparam name="TOwner">How user space names an object.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
public abstract class BpfLocalStorage<TOwner, TValue> where TValue : unmanaged
{
    private readonly MapBackend backend;

    private protected BpfLocalStorage(BpfMap map, MapType type)
    {
        backend = map.Require(sizeof(int), Unsafe.SizeOf<TValue>(), type);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Finds an object's value.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="value">A copy of the value.</param>
    /// <returns>False where it has none.</returns>
    /// <exception cref="BpfException">There is no such object, or the kernel refused.</exception>
    public bool TryGetValue(TOwner owner, out TValue value)
    {
        using FileDescriptor fd = Open(owner);
        using FileDescriptor.Lease lease = fd.Use();
        int key = lease.Number;
        value = default;
        return backend.Lookup(Raw.Bytes(in key), Raw.WritableBytes(ref value)) switch
        {
            0 => true,
            -Errno.ENOENT => false,
            int result => throw MapFailure.Describe(backend, "Reading", result),
        };
    }

    /// <summary>Gives an object a value, or replaces the one that it has.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">There is no such object, or the kernel refused.</exception>
    public void Set(TOwner owner, TValue value)
    {
        using FileDescriptor fd = Open(owner);
        using FileDescriptor.Lease lease = fd.Use();
        int key = lease.Number;
        int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in value), 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>Takes an object's value away.</summary>
    /// <param name="owner">The object.</param>
    /// <returns>False where it had none.</returns>
    /// <exception cref="BpfException">There is no such object, or the kernel refused.</exception>
    public bool Remove(TOwner owner)
    {
        using FileDescriptor fd = Open(owner);
        using FileDescriptor.Lease lease = fd.Use();
        int key = lease.Number;
        return MapElements.Remove(backend, Raw.Bytes(in key));
    }

    /// <summary>A descriptor of the object.</summary>
    private protected abstract FileDescriptor Open(TOwner owner);
}
