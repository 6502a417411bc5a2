using System;
using System.Threading;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The globals of one section (<c>.bss</c>, <c>.data</c>, <c>.rodata</c>): one element of an array, mapped where possible.</summary>
internal sealed class GlobalSection : IDisposable
{
    private static readonly byte[] FirstKey = new byte[sizeof(uint)];
    private readonly Lock gate = new();
    private readonly MapBackend backend;
    private readonly GlobalMemory? memory;

    public GlobalSection(MapBackend backend)
    {
        this.backend = backend;
        memory = backend.Shape.Type == MapType.Arena ? GlobalMemory.Of(backend.Arena) : backend.OpenMemory();
    }

    public void Read(int offset, Span<byte> destination)
    {
        if (memory != null)
            memory.Read(offset, destination);
        else
            ReadElement().AsSpan(offset, destination.Length).CopyTo(destination);
    }

    public void Write(int offset, ReadOnlySpan<byte> source)
    {
        if (memory != null)
        {
            memory.Write(offset, source);
            return;
        }

        lock (gate)
        {
            byte[] element = ReadElement();
            source.CopyTo(element.AsSpan(offset));
            int result = backend.Update(FirstKey, element, 0);
            if (result != 0)
                throw MapFailure.Describe(backend, "Writing to", result);
        }
    }

    public void Dispose() => memory?.Dispose();

    private byte[] ReadElement()
    {
        byte[] element = new byte[backend.ElementSize];
        int result = backend.Lookup(FirstKey, element);
        return result == 0 ? element : throw MapFailure.Describe(backend, "Reading", result);
    }
}
