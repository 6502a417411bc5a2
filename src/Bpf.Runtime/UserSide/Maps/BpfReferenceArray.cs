using System;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map that things are put in by reference: a descriptor, an interface's index, a size.</summary>
public abstract class BpfReferenceArray
{
    /// <summary>Bytes of an element that also holds a program's descriptor.</summary>
    private const int WithProgram = 8;

    private readonly MapBackend backend;

    private protected BpfReferenceArray(BpfMap map, params ReadOnlySpan<MapType> types)
    {
        backend = map.Require(sizeof(uint), map.Shape.ValueSize == WithProgram ? WithProgram : sizeof(uint), types);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Takes an element out.</summary>
    /// <param name="key">The element.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(uint key) => backend.Delete(Raw.Bytes(in key)) switch
    {
        0 => true,
        -Errno.ENOENT or -Errno.EINVAL => false,
        int result => throw MapFailure.Describe(backend, "Removing from", result),
    };

    private protected void Put(uint key, int reference)
    {
        ReadOnlySpan<int> element = [reference, 0];
        Put(key, element);
    }

    /// <summary>Puts in what a program handles that comes there.</summary>
    private protected void Put(uint key, int reference, XdpMapProgram? program)
    {
        if (program is null)
        {
            Put(key, reference);
            return;
        }

        if (backend.Shape.ValueSize != WithProgram)
            throw new NotSupportedException($"Map '{Map.Name}' has elements of {backend.Shape.ValueSize} bytes, which hold no program.");
        using FileDescriptor.Lease lease = program.Handle.Descriptor.Use();
        ReadOnlySpan<int> element = [reference, lease.Number];
        Put(key, element);
    }

    private void Put(uint key, ReadOnlySpan<int> element)
    {
        int result = backend.Update(Raw.Bytes(in key), MemoryMarshal.AsBytes(element)[..backend.Shape.ValueSize], 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }
}
