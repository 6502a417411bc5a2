using System;
using System.Buffers.Binary;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Helpers;

/// <summary>
/// Helpers on dynptrs (bpf-helpers(7)). The 16 bytes hold an address, a length and what is there; all of them 0 where there is nothing.
/// </summary>
internal static class DynptrHelpers
{
    private const int Size = 16, LengthOffset = 8, KindOffset = 12;
    private const uint Memory = 1, Packet = 2;

    /// <summary><c>DYNPTR_MAX_SIZE</c>, kernel/bpf/helpers.c.</summary>
    private const uint MostBytes = (1u << 24) - 1;

    /// <summary><c>bpf_dynptr_from_mem(data, size, flags, ptr)</c>: 0, -E2BIG, or -EINVAL for flags.</summary>
    public static ulong FromMemory(Machine machine, ulong data, ulong size, ulong flags, ulong dynptr, ulong r5)
    {
        Span<byte> made = machine.Write(dynptr, Size);
        made.Clear();
        if ((uint)size > MostBytes) return Failed(Errno.E2BIG);
        if (flags != 0) return Failed(Errno.EINVAL);
        machine.Write(data, (uint)size);
        Set(made, data, (uint)size, Memory);
        return 0;
    }

    /// <summary><c>bpf_dynptr_from_xdp(xdp, flags, ptr)</c> and that of socket buffers: 0, or -EINVAL for flags.</summary>
    public static ulong FromPacket(Machine machine, ulong context, ulong flags, ulong dynptr, ulong r4, ulong r5)
    {
        Span<byte> made = machine.Write(dynptr, Size);
        made.Clear();
        if (flags != 0) return unchecked((uint)-Errno.EINVAL);
        Set(made, 0, 0, Packet);
        return 0;
    }

    /// <summary><c>bpf_ringbuf_reserve_dynptr(ringbuf, size, flags, ptr)</c>: 0, -EINVAL for flags, -E2BIG, or -ENOMEM where there is no room.</summary>
    public static ulong Reserve(Machine machine, ulong map, ulong size, ulong flags, ulong dynptr, ulong r5)
    {
        var ring = machine.MapArgument<RingBufferModel>(map, "ring buffer");
        Span<byte> made = machine.Write(dynptr, Size);
        made.Clear();
        if (flags != 0) return Failed(Errno.EINVAL);
        if ((uint)size > MostBytes) return Failed(Errno.E2BIG);
        if (!ring.TryReserve((int)(uint)size, out Span<byte> record)) return Failed(Errno.ENOMEM);
        Set(made, machine.MapRecord(ring, record), (uint)size, Memory);
        return 0;
    }

    /// <summary><c>bpf_ringbuf_submit_dynptr(ptr, flags)</c>.</summary>
    public static ulong Submit(Machine machine, ulong dynptr, ulong flags, ulong r3, ulong r4, ulong r5) => Commit(machine, dynptr, discard: false);

    /// <summary><c>bpf_ringbuf_discard_dynptr(ptr, flags)</c>.</summary>
    public static ulong Discard(Machine machine, ulong dynptr, ulong flags, ulong r3, ulong r4, ulong r5) => Commit(machine, dynptr, discard: true);

    /// <summary><c>bpf_dynptr_read(dst, len, src, offset, flags)</c>: 0, -E2BIG past the end, -EINVAL where there is nothing.</summary>
    public static ulong Read(Machine machine, ulong destination, ulong length, ulong dynptr, ulong offset, ulong flags)
    {
        Span<byte> target = machine.Write(destination, (uint)length);
        int error = Find(machine, dynptr, offset, (uint)length, out Span<byte> found);
        if (error != 0) return Failed(error);
        found.CopyTo(target);
        return 0;
    }

    /// <summary><c>bpf_dynptr_write(dst, offset, src, len, flags)</c>: 0, -E2BIG past the end, -EINVAL where there is nothing.</summary>
    public static ulong Write(Machine machine, ulong dynptr, ulong offset, ulong source, ulong length, ulong flags)
    {
        ReadOnlySpan<byte> bytes = machine.Read(source, (uint)length);
        if (flags != 0) return Failed(Errno.EINVAL);
        int error = Find(machine, dynptr, offset, (uint)length, out Span<byte> found);
        if (error != 0) return Failed(error);
        bytes.CopyTo(found);
        return 0;
    }

    /// <summary><c>bpf_dynptr_data(ptr, offset, len)</c>: the address, or 0 past the end and for packets.</summary>
    public static ulong Data(Machine machine, ulong dynptr, ulong offset, ulong length, ulong r4, ulong r5)
    {
        ReadOnlySpan<byte> made = machine.Read(dynptr, Size);
        return KindOf(made) == Memory && IsWithin(offset, (uint)length, LengthOf(made)) ? AddressOf(made) + (uint)offset : 0;
    }

    private static ulong Commit(Machine machine, ulong dynptr, bool discard)
    {
        Span<byte> made = machine.Write(dynptr, Size);
        if (KindOf(made) == Memory)
        {
            Span<byte> record = machine.UnmapRecord(AddressOf(made), out RingBufferModel ring);
            ring.Commit(record, discard);
        }

        made.Clear();
        return 0;
    }

    private static int Find(Machine machine, ulong dynptr, ulong offset, uint length, out Span<byte> found)
    {
        found = default;
        ReadOnlySpan<byte> made = machine.Read(dynptr, Size);
        uint kind = KindOf(made);
        if (kind == 0) return Errno.EINVAL;
        if (!IsWithin(offset, length, kind == Packet ? (uint)machine.Packet.Length : LengthOf(made))) return Errno.E2BIG;
        found = kind == Packet ? machine.Packet.Span.Slice((int)(uint)offset, (int)length) : machine.Write(AddressOf(made) + (uint)offset, length);
        return 0;
    }

    private static bool IsWithin(ulong offset, uint length, uint size) => (uint)offset + (ulong)length <= size;

    private static void Set(Span<byte> dynptr, ulong address, uint length, uint kind)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(dynptr, address);
        BinaryPrimitives.WriteUInt32LittleEndian(dynptr.Slice(LengthOffset), length);
        BinaryPrimitives.WriteUInt32LittleEndian(dynptr.Slice(KindOffset), kind);
    }

    private static ulong AddressOf(ReadOnlySpan<byte> dynptr) => BinaryPrimitives.ReadUInt64LittleEndian(dynptr);

    private static uint LengthOf(ReadOnlySpan<byte> dynptr) => BinaryPrimitives.ReadUInt32LittleEndian(dynptr.Slice(LengthOffset));

    private static uint KindOf(ReadOnlySpan<byte> dynptr) => BinaryPrimitives.ReadUInt32LittleEndian(dynptr.Slice(KindOffset));

    private static ulong Failed(int error) => unchecked((ulong)-error);
}
