using System;
#if !NET
using System.Runtime.InteropServices;
#endif

namespace Bpf.Vm.Memory;

/// <summary>A zeroed byte array whose address never changes: what a region of simulated memory points into.</summary>
internal sealed unsafe class PinnedBuffer
{
    private readonly byte[] _array;
#if !NET
    private readonly GCHandle _handle;
#endif

    /// <summary>Allocates.</summary>
    /// <param name="length">Bytes.</param>
    public PinnedBuffer(int length)
    {
        // One byte at least, so that an empty buffer has an address too.
#if NET
        _array = GC.AllocateArray<byte>(Math.Max(length, 1), pinned: true);
        Pointer = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _array[0]);
#else
        _array = new byte[Math.Max(length, 1)];
        _handle = GCHandle.Alloc(_array, GCHandleType.Pinned);
        Pointer = (byte*)_handle.AddrOfPinnedObject();
#endif
        Length = length;
    }

    /// <summary>Its address, valid for as long as the buffer is reachable.</summary>
    public byte* Pointer { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes.</summary>
    public Span<byte> Span => new(_array, 0, Length);

#if !NET
    ~PinnedBuffer() => _handle.Free();
#endif
}
