using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Walks a packet from header to header, each step checked against its end.</summary>
public ref struct PacketCursor
{
    private readonly Span<byte> packet;

    internal PacketCursor(Span<byte> packet) => this.packet = packet;

    /// <summary>Bytes from the packet's start.</summary>
    public uint Offset { get; private set; }

    /// <summary>Refers to what comes next and steps over it.</summary>
    /// <typeparam name="T">What comes next.</typeparam>
    /// <param name="value">The bytes in place; null where they would go past the packet's end.</param>
    /// <returns>False where they would go past the packet's end; the cursor stays.</returns>
    public bool TryRead<T>(out Ref<T> value) where T : unmanaged
    {
        if (!PacketBytes.TryRef(packet, Offset, out value))
            return false;
        Offset += (uint)Unsafe.SizeOf<T>();
        return true;
    }

    /// <summary>Steps over bytes.</summary>
    /// <param name="bytes">How many.</param>
    /// <returns>False where that would go past the packet's end; the cursor stays.</returns>
    public bool TrySkip(uint bytes)
    {
        if ((ulong)Offset + bytes > (uint)packet.Length)
            return false;
        Offset += bytes;
        return true;
    }
}
