using System;
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>
/// Maps as BTF defines them: a variable in <c>.maps</c> of a struct whose members' types say everything. <c>int (*max_entries)[64]</c>
/// means 64, <c>u32 *key</c> a key of type u32.
/// </summary>
/// <remarks>Source: libbpf, <c>__uint</c>, <c>__type</c> and <c>__array</c> of bpf_helpers.h.</remarks>
internal static class MapDefinition
{
    public const string Type = "type";
    public const string KeySize = "key_size";
    public const string ValueSize = "value_size";
    public const string Key = "key";
    public const string Value = "value";
    public const string Values = "values";
    public const string MaxEntries = "max_entries";
    public const string MapFlags = "map_flags";
    public const string MapExtra = "map_extra";
    public const string NumaNode = "numa_node";
    public const string Pinning = "pinning";

    /// <summary><c>LIBBPF_PIN_BY_NAME</c>.</summary>
    public const int PinByName = 1;

    /// <summary>Adds the struct that defines a map; every member is a pointer.</summary>
    public static int Write(BtfBuilder types, MapSpec map, out int size)
    {
        List<BtfMember> members = [];
        void Add(string name, int typeId) => members.Add(new(name, typeId, 64 * members.Count));
        void AddNumber(string name, uint value)
        {
            if (value > int.MaxValue)
                throw new ArgumentException($"Map '{map.Name}': '{name}' is {value}, more than the length of an array in BTF can say.");
            if (value != 0) Add(name, types.AddPtr(types.AddArray(types.AddInt("int", 4, BtfIntEncoding.Signed), (int)value)));
        }

        AddNumber(Type, (uint)map.Type);
        AddNumber(MaxEntries, (uint)map.MaxEntries);
        AddNumber(MapFlags, map.Flags);
        if (map.Extra > uint.MaxValue) throw new ArgumentException($"Map '{map.Name}': map_extra has more than 32 bits.");
        AddNumber(MapExtra, (uint)map.Extra);
        if (map.BtfKeyTypeId != 0) Add(Key, types.AddPtr(map.BtfKeyTypeId));
        else AddNumber(KeySize, (uint)map.KeySize);
        if (map.InnerMap is { } inner) Add(Values, types.AddArray(types.AddPtr(Write(types, inner, out _)), 0));
        else if (map.BtfValueTypeId != 0) Add(Value, types.AddPtr(map.BtfValueTypeId));
        else AddNumber(ValueSize, (uint)map.ValueSize);
        if (map.PinByName) AddNumber(Pinning, PinByName);

        size = 8 * members.Count - (map.InnerMap is null ? 0 : 8);
        return types.AddStruct("", size, members);
    }
}
