using System;
using System.Buffers.Binary;
using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>Iterators over numbers, eight bytes in the program's stack: the number at hand and the end (<c>struct bpf_iter_num</c>).</summary>
internal static class NumberIterators
{
    private const int Size = 8, End = 4;

    /// <summary><c>bpf_iter_num_new(it, start, end)</c>: 0, -EINVAL for an end before the start, -E2BIG for more than 8 Mi numbers; in both cases there are none.</summary>
    public static ulong New(Machine machine, ulong iterator, ulong start, ulong end, ulong r4, ulong r5)
    {
        (int from, int to) = ((int)start, (int)end);
        int error = from > to ? -Errno.EINVAL : (long)to - from > Machine.MaxLoops ? -Errno.E2BIG : 0;
        Span<byte> memory = machine.Write(iterator, Size);
        BinaryPrimitives.WriteInt32LittleEndian(memory, error == 0 ? unchecked(from - 1) : 0);
        BinaryPrimitives.WriteInt32LittleEndian(memory.Slice(End), error == 0 ? to : 0);
        return unchecked((ulong)error);
    }

    /// <summary><c>bpf_iter_num_next(it)</c>: the address of the next number, or 0 behind the last.</summary>
    public static ulong Next(Machine machine, ulong iterator, ulong r2, ulong r3, ulong r4, ulong r5)
    {
        Span<byte> memory = machine.Write(iterator, Size);
        long next = unchecked(BinaryPrimitives.ReadInt32LittleEndian(memory) + 1); // the one before int.MinValue is int.MaxValue
        if (next >= BinaryPrimitives.ReadInt32LittleEndian(memory.Slice(End)))
        {
            memory.Clear();
            return 0;
        }

        BinaryPrimitives.WriteInt32LittleEndian(memory, (int)next);
        return iterator;
    }

    /// <summary><c>bpf_iter_num_destroy(it)</c>.</summary>
    public static ulong Destroy(Machine machine, ulong iterator, ulong r2, ulong r3, ulong r4, ulong r5)
    {
        machine.Write(iterator, Size).Clear();
        return 0;
    }
}
