using System;
using System.Buffers.Binary;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Helpers;

/// <summary>Work queues in map values: timers that end within a microsecond, so that their functions run when the clock is moved.</summary>
internal static class WorkQueues
{
    private const int Size = 16;

    /// <summary>Nanoseconds.</summary>
    private const ulong Soon = 1000;

    /// <summary><c>bpf_wq_init(wq, map, flags)</c>: 0, -EINVAL for flags, -EBUSY where it was made before.</summary>
    public static ulong Init(Machine machine, ulong queue, ulong map, ulong flags, ulong r4, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        Span<byte> field = machine.Write(queue, Size);
        if ((uint)flags != 0) return Failed(Errno.EINVAL);
        if (TimerHelpers.Of(machine, field) is not null) return Failed(Errno.EBUSY);
        BinaryPrimitives.WriteUInt64LittleEndian(field, machine.Kernel.Timers.Add(queue, model));
        return 0;
    }

    /// <summary><c>bpf_wq_set_callback(wq, callback, flags)</c>: 0, or -EINVAL for flags, or where it was not made.</summary>
    public static ulong SetCallback(Machine machine, ulong queue, ulong callback, ulong flags, ulong r4, ulong r5)
    {
        int entry = machine.CallbackArgument(callback);
        if ((uint)flags != 0 || TimerHelpers.Of(machine, machine.Write(queue, Size)) is not { } made) return Failed(Errno.EINVAL);
        (made.Program, made.Entry) = (machine.CurrentProgram, entry);
        return 0;
    }

    /// <summary><c>bpf_wq_start(wq, flags)</c>: 0, or -EINVAL for flags, or where it was not made.</summary>
    public static ulong Start(Machine machine, ulong queue, ulong flags, ulong r3, ulong r4, ulong r5)
    {
        if ((uint)flags != 0 || TimerHelpers.Of(machine, machine.Write(queue, Size)) is not { } made) return Failed(Errno.EINVAL);
        made.Due ??= machine.Kernel.Clock.MonotonicNanoseconds + Soon;
        return 0;
    }

    private static ulong Failed(int error) => unchecked((uint)-error);
}
