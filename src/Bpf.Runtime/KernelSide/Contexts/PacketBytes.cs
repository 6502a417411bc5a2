using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Bounds-checked references into packets on the CLR.</summary>
internal static class PacketBytes
{
    public static bool TryRef<T>(Span<byte> packet, uint offset, out Ref<T> value) where T : unmanaged
    {
        if ((ulong)offset + (uint)Unsafe.SizeOf<T>() > (uint)packet.Length)
        {
            value = default;
            return false;
        }

        value = new Ref<T>(ref Raw.As<T>(packet[(int)offset..]));
        return true;
    }
}
