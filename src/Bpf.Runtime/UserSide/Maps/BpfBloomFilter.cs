using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a Bloom filter (<see cref="BloomFilter{T}"/>).</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class BpfBloomFilter<T> where T : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or another size.</exception>
    public BpfBloomFilter(BpfMap map)
    {
        backend = map.Require(0, Unsafe.SizeOf<T>(), MapType.BloomFilter);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Add(T value)
    {
        int result = backend.Update(default, Raw.Bytes(in value), 0);
        if (result != 0)
            throw MapFailure.Describe(backend, "Writing to", result);
    }

    /// <summary>Looks for a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where it was certainly never added; true where it was, or by chance.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool MayContain(T value) => backend.Lookup(default, Raw.WritableBytes(ref value)) switch
    {
        0 => true,
        -Errno.ENOENT => false,
        int result => throw MapFailure.Describe(backend, "Reading", result),
    };
}
