namespace Corpus;

public static class ByteSpans
{
    private struct Pair { public ushort A; public ushort B; public uint C; }

    public static ulong Primitives(ulong a, uint b, int at)
    {
        System.Span<byte> m = stackalloc byte[24];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(m, a);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(m[9..], b);
        System.Buffers.Binary.BinaryPrimitives.WriteInt16BigEndian(m.Slice(13, 2), (short)a);
        System.ReadOnlySpan<byte> r = m;
        ulong sum = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(r[1..]) + System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(r[(at & 15)..]) * 3UL;
        sum += (ulong)System.Buffers.Binary.BinaryPrimitives.ReadInt16BigEndian(r[(at & 31)..]) * 5UL;
        return sum + (ulong)System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(r[13..]);
    }

    public static ulong Attempts(ulong a, int length)
    {
        System.Span<byte> m = stackalloc byte[8];
        System.Span<byte> part = m[..(length & 7)];
        bool wrote = System.Buffers.Binary.BinaryPrimitives.TryWriteUInt32BigEndian(part, (uint)a);
        bool read = System.Buffers.Binary.BinaryPrimitives.TryReadUInt16LittleEndian(part, out ushort half);
        return (wrote ? 1UL : 0) + (read ? 2UL : 0) + half * 4UL + System.BitConverter.ToUInt64(m) * 8;
    }

    public static ulong Structs(ulong a, uint b, int at)
    {
        System.Span<byte> m = stackalloc byte[16];
        Pair p = new() { A = (ushort)a, B = (ushort)b, C = (uint)(a >> 32) };
        System.Runtime.InteropServices.MemoryMarshal.Write(m[3..], in p);
        Pair q = System.Runtime.InteropServices.MemoryMarshal.Read<Pair>(m[3..]);
        bool has = System.Runtime.InteropServices.MemoryMarshal.TryRead(m[(at & 15)..], out Pair r);
        return q.A + q.B * 3UL + q.C * 5UL + (has ? r.A + r.C * 7UL : 11);
    }

    public static ulong Casts(ulong a, uint b)
    {
        System.Span<uint> words = stackalloc uint[4];
        words[1] = b;
        System.Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.Cast<uint, byte>(words);
        bytes[6] ^= (byte)a;
        System.Span<ulong> longs = System.Runtime.InteropServices.MemoryMarshal.Cast<uint, ulong>(words[..3]);
        longs[0] += a;
        return (ulong)(bytes.Length * 100 + longs.Length) + words[0] * 3UL + words[1] * 5UL;
    }

    public static ulong Reinterpreted(ulong a, int b)
    {
        Pair p = System.Runtime.CompilerServices.Unsafe.BitCast<ulong, Pair>(a);
        p.B ^= (ushort)b;
        ref ulong whole = ref System.Runtime.CompilerServices.Unsafe.As<Pair, ulong>(ref p);
        whole += 3;
        return p.A + p.B * 3UL + System.Runtime.CompilerServices.Unsafe.BitCast<Pair, ulong>(p) * 5 + (ulong)System.Runtime.CompilerServices.Unsafe.BitCast<int, uint>(b) * 7 + (ulong)System.Runtime.CompilerServices.Unsafe.As<int, short>(ref b);
    }

    public static ulong Constants(int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian("constants in bytes"u8[(at & 15)..]);
}
