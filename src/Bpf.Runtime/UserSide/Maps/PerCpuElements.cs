using System;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Reads and writes whole elements of per-CPU maps.</summary>
internal static class PerCpuElements
{
    public static bool TryRead<T>(MapBackend backend, ReadOnlySpan<byte> key, out PerCpuValues<T> values) where T : unmanaged
    {
        byte[] element = new byte[backend.ElementSize];
        int result = backend.Lookup(key, element);
        if (result == -Errno.ENOENT)
        {
            values = default;
            return false;
        }

        if (result != 0)
            throw MapFailure.Describe(backend, "Reading", result);
        values = new PerCpuValues<T>(element, backend.Stride);
        return true;
    }

    /// <summary>Writes each CPU's value; fewer values leave the other CPUs zero.</summary>
    public static int Write<T>(MapBackend backend, ReadOnlySpan<byte> key, ReadOnlySpan<T> values, ulong flags) where T : unmanaged
    {
        if (values.Length > backend.PossibleCpus)
            throw new ArgumentException($"There are {values.Length} values for {backend.PossibleCpus} CPUs.", nameof(values));
        byte[] element = new byte[backend.ElementSize];
        for (int cpu = 0; cpu < values.Length; cpu++)
            MemoryMarshal.Write(element.AsSpan(cpu * backend.Stride), in values[cpu]);
        return backend.Update(key, element, flags);
    }
}
