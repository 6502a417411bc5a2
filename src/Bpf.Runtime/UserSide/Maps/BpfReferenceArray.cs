using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a map that things are put in by reference: a descriptor, an interface's index, a size.</summary>
public abstract class BpfReferenceArray
{
    private readonly MapBackend backend;

    private protected BpfReferenceArray(BpfMap map, params ReadOnlySpan<MapType> types)
    {
        backend = map.Require(sizeof(uint), sizeof(uint), types);
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
        int result = backend.Update(Raw.Bytes(in key), Raw.Bytes(in reference), 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }
}
