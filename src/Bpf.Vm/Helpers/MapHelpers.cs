using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers on maps with keys.</summary>
internal static class MapHelpers
{
    /// <summary><c>bpf_map_lookup_elem(map, key)</c>: the value's address, or 0.</summary>
    public static ulong Lookup(Machine machine, ulong map, ulong key, ulong r3, ulong r4, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        if (model.Spec.InnerMap is not null) return FindMap(machine, model, machine.Read(key, (uint)model.Spec.KeySize));
        int slot = model.FindSlot(machine.Read(key, (uint)model.Spec.KeySize));
        return machine.ValueAddress(model, slot, machine.Kernel.CurrentCpu);
    }

    /// <summary>The address of the map that a map of maps holds, or 0.</summary>
    private static ulong FindMap(Machine machine, MapModel model, ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<byte> id = model.Lookup(key, 0);
        return id.IsEmpty ? 0 : machine.Kernel.MapById(BinaryPrimitives.ReadUInt32LittleEndian(id))?.Address ?? 0;
    }

    /// <summary><c>bpf_map_update_elem(map, key, value, flags)</c>.</summary>
    public static ulong Update(Machine machine, ulong map, ulong key, ulong value, ulong flags, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        ReadOnlySpan<byte> keyBytes = machine.Read(key, (uint)model.Spec.KeySize);
        ReadOnlySpan<byte> valueBytes = machine.Read(value, (uint)model.Spec.ValueSize);
        return (ulong)model.Update(keyBytes, valueBytes, flags, machine.Kernel.CurrentCpu);
    }

    /// <summary><c>bpf_map_delete_elem(map, key)</c>.</summary>
    public static ulong Delete(Machine machine, ulong map, ulong key, ulong r3, ulong r4, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        return (ulong)model.Delete(machine.Read(key, (uint)model.Spec.KeySize));
    }

    /// <summary><c>bpf_map_lookup_percpu_elem(map, key, cpu)</c>: the value's address, or 0.</summary>
    public static ulong LookupPercpu(Machine machine, ulong map, ulong key, ulong cpu, ulong r4, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        ReadOnlySpan<byte> keyBytes = machine.Read(key, (uint)model.Spec.KeySize);
        return (uint)cpu < (uint)machine.Kernel.PossibleCpus ? machine.ValueAddress(model, model.FindSlot(keyBytes), (int)cpu) : 0;
    }

    /// <summary>
    /// <c>bpf_for_each_map_elem(map, callback, ctx, flags)</c>: calls <c>callback(map, key, value, ctx)</c> until it returns other than 0.
    /// </summary>
    /// <returns>Elements visited, or -EINVAL for flags.</returns>
    public static ulong ForEach(Machine machine, ulong map, ulong callback, ulong context, ulong flags, ulong r5)
    {
        MapModel model = machine.KeyedMapArgument(map);
        int entry = machine.CallbackArgument(callback);
        if (flags != 0) return unchecked((ulong)-Errno.EINVAL);

        // Callbacks may remove elements: the keys are those there at the start.
        var keys = new List<byte[]>();
        byte[] key = new byte[model.Spec.KeySize];
        for (bool more = model.GetNextKey(default, key); more; more = model.GetNextKey(keys[keys.Count - 1], key))
            keys.Add((byte[])key.Clone());

        var memory = new PinnedBuffer(key.Length);
        int region = machine.MapKey(memory);
        ulong visited = 0;
        foreach (byte[] next in keys)
        {
            int slot = model.FindSlot(next);
            if (slot < 0) continue;
            visited++;
            next.CopyTo(memory.Span);
            ulong value = machine.ValueAddress(model, slot, machine.Kernel.CurrentCpu);
            if (machine.Execute(entry, map, RegionTable.AddressOf(region), value, context) != 0) break;
        }
        machine.Memory.Unmap(region);
        return visited;
    }
}
