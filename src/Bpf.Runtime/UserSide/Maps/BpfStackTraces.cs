using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>The user's view of stored call stacks (<see cref="StackTraceMap"/>).</summary>
public sealed class BpfStackTraces
{
    private readonly MapBackend backend;

    /// <summary>Makes the view.</summary>
    /// <param name="map">The map.</param>
    /// <exception cref="BpfMapMismatchException">The map is of another type.</exception>
    public BpfStackTraces(BpfMap map)
    {
        backend = map.Require(sizeof(uint), map.Shape.ValueSize, MapType.StackTrace);
        Map = map;
    }

    /// <summary>The untyped map.</summary>
    public BpfMap Map { get; }

    /// <summary>A stack, the innermost frame first.</summary>
    /// <param name="id">Its number, as <see cref="StackTraceMap.Capture"/> returned it.</param>
    /// <returns>Addresses of instructions.</returns>
    /// <exception cref="KeyNotFoundException">There is no such stack.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public ulong[] this[uint id] => TryGet(id, out ulong[] frames)
        ? frames
        : throw new KeyNotFoundException($"Map '{Map.Name}' has no stack {id}.");

    /// <summary>A stack, the innermost frame first.</summary>
    /// <param name="id">Its number, as <see cref="StackTraceMap.Capture"/> returned it.</param>
    /// <param name="frames">Addresses of instructions; none where there is no such stack.</param>
    /// <returns>False where there is no such stack.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGet(uint id, out ulong[] frames)
    {
        frames = [];
        byte[] element = new byte[backend.ElementSize];
        int result = backend.Lookup(Raw.Bytes(in id), element);
        if (result == -Errno.ENOENT)
            return false;
        if (result != 0)
            throw MapFailure.Describe(backend, "Reading", result);
        // Behind the last frame there are zeros.
        frames = MemoryMarshal.Cast<byte, ulong>(element.AsSpan()).TrimEnd(0ul).ToArray();
        return true;
    }

    /// <summary>Removes a stack.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>False where there was none.</returns>
    public bool Remove(uint id) => backend.Delete(Raw.Bytes(in id)) == 0;
}
