using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of a queue or stack (<see cref="QueueMap{T}"/>, <see cref="StackMap{T}"/>).</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class BpfSequence<T> where T : unmanaged
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type or another size.</exception>
    public BpfSequence(BpfMap map)
    {
        backend = map.Require(0, Unsafe.SizeOf<T>(), MapType.Queue, MapType.Stack);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>Puts a value in.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where it is full.</returns>
    /// <exception cref="BpfException">The kernel refused for another reason.</exception>
    public bool TryPush(T value) => Decide(backend.Update(default, Raw.Bytes(in value), 0), -Errno.E2BIG, "Writing to");

    /// <summary>Takes the next value out: a queue's oldest, a stack's newest.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where it is empty.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryPop(out T value)
    {
        value = default;
        return Decide(backend.Take(default, Raw.WritableBytes(ref value)), -Errno.ENOENT, "Taking from");
    }

    /// <summary>Reads the next value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False where it is empty.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryPeek(out T value)
    {
        value = default;
        return Decide(backend.Lookup(default, Raw.WritableBytes(ref value)), -Errno.ENOENT, "Reading");
    }

    private bool Decide(int result, int negative, string action) => result == 0
        || (result == negative ? false : throw MapFailure.Describe(backend, action, result));
}
