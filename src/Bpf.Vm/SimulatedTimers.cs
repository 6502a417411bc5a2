using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm;

/// <summary>The timers of a kernel. A timer is as good as gone once its field holds another number: the element was removed or replaced.</summary>
internal sealed class SimulatedTimers(Machine machine, SimulatedClock clock, long instructionLimit)
{
    private const int NumberSize = 8;

    private readonly Dictionary<ulong, SimulatedTimer> _timers = [];

    // Not a number that values hold by chance.
    private ulong _last = 0x7E11_0000_0000_0000;

    /// <summary>Makes a timer.</summary>
    /// <returns>Its number.</returns>
    public ulong Add(ulong address, MapModel map)
    {
        _timers.Add(++_last, new(address, map));
        return _last;
    }

    /// <summary>The timer of a number; null where there is none.</summary>
    public SimulatedTimer? Find(ulong number) => _timers.TryGetValue(number, out SimulatedTimer? timer) ? timer : null;

    /// <summary>Moves the clock to the first timer that ends by a time, and runs its function.</summary>
    /// <returns>False where none ends by then.</returns>
    public bool RunNext(ulong end)
    {
        KeyValuePair<ulong, SimulatedTimer> next = _timers.Where(t => t.Value.Due <= end).OrderBy(t => t.Value.Due).ThenBy(t => t.Key).FirstOrDefault();
        if (next.Value is not { Due: { } due, Program: { } program } timer) return false;
        clock.MonotonicNanoseconds = Math.Max(clock.MonotonicNanoseconds, due);
        timer.Due = null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(machine.Read(timer.Address, NumberSize)) == next.Key && KeyOf(timer) is { } key)
            machine.RunLater(program, timer.Entry, timer.Map, key, timer.Address & ~(ulong)uint.MaxValue, instructionLimit);
        else
            _timers.Remove(next.Key);
        return true;
    }

    private byte[]? KeyOf(SimulatedTimer timer)
    {
        int slot = machine.Memory.Info(RegionTable.IdOf(timer.Address)).Slot;
        byte[] key = new byte[timer.Map.Spec.KeySize];
        for (bool more = timer.Map.GetNextKey(default, key); more; more = timer.Map.GetNextKey((byte[])key.Clone(), key))
            if (timer.Map.FindSlot(key) == slot) return key;

        return null;
    }
}
