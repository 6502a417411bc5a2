using System;
using System.Buffers.Binary;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Helpers;

/// <summary>Timers in map values. What the field holds here is the number of its timer; 0 where none was made.</summary>
internal static class TimerHelpers
{
    private const int Size = 16;
    private const ulong Realtime = 0, Monotonic = 1, Boottime = 7;

    /// <summary><c>bpf_timer_init(timer, map, flags)</c>: 0, -EINVAL for another clock, -EBUSY where it was made before.</summary>
    public static ulong Init(Machine machine, ulong timer, ulong map, ulong clock, ulong r4, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        Span<byte> field = machine.Write(timer, Size);
        if (clock is not (Realtime or Monotonic or Boottime)) return unchecked((ulong)-Errno.EINVAL);
        if (Of(machine, field) is not null) return unchecked((ulong)-Errno.EBUSY);
        BinaryPrimitives.WriteUInt64LittleEndian(field, machine.Kernel.Timers.Add(timer, model));
        return 0;
    }

    /// <summary><c>bpf_timer_set_callback(timer, callback)</c>: 0, or -EINVAL where it was not made.</summary>
    public static ulong SetCallback(Machine machine, ulong timer, ulong callback, ulong r3, ulong r4, ulong r5)
    {
        int entry = machine.CallbackArgument(callback);
        if (Of(machine, machine.Write(timer, Size)) is not { } made) return unchecked((ulong)-Errno.EINVAL);
        (made.Program, made.Entry) = (machine.CurrentProgram, entry);
        return 0;
    }

    /// <summary><c>bpf_timer_start(timer, nsecs, flags)</c>: 0, or -EINVAL for flags, or where it was not made or has no callback.</summary>
    public static ulong Start(Machine machine, ulong timer, ulong nanoseconds, ulong flags, ulong r4, ulong r5)
    {
        if (flags != 0 || Of(machine, machine.Write(timer, Size)) is not { Program: not null } made) return unchecked((ulong)-Errno.EINVAL);
        made.Due = machine.Kernel.Clock.MonotonicNanoseconds + nanoseconds;
        return 0;
    }

    /// <summary><c>bpf_timer_cancel(timer)</c>: 1 where it was running, 0 where not, -EINVAL where it was not made.</summary>
    public static ulong Cancel(Machine machine, ulong timer, ulong r2, ulong r3, ulong r4, ulong r5)
    {
        if (Of(machine, machine.Write(timer, Size)) is not { } made) return unchecked((ulong)-Errno.EINVAL);
        bool wasRunning = made.Due is not null;
        made.Due = null;
        return wasRunning ? 1UL : 0;
    }

    /// <summary>What a field of a map value, a timer or a work queue, names; null where none was made.</summary>
    public static SimulatedTimer? Of(Machine machine, ReadOnlySpan<byte> field) =>
        machine.Kernel.Timers.Find(BinaryPrimitives.ReadUInt64LittleEndian(field));
}
