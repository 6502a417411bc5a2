using System;
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>
/// Maps as BTF defines them: a variable in <c>.maps</c> of a struct whose members' types say everything. <c>int (*max_entries)[64]</c>
/// means 64, <c>u32 *key</c> a key of type u32, <c>enum { x = 64 } map_extra</c> 64 for numbers that are longer.
/// </summary>
/// <remarks>Source: libbpf, <c>__uint</c>, <c>__ulong</c>, <c>__type</c> and <c>__array</c> of bpf_helpers.h.</remarks>
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

    /// <summary>Adds the struct that defines a map; every member has 8 bytes, nearly all are pointers.</summary>
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
        if (map.Extra <= int.MaxValue) AddNumber(MapExtra, (uint)map.Extra);
        else Add(MapExtra, types.AddEnum("", sizeof(ulong), false, [new($"__{MapExtra}_{map.Name}", (long)map.Extra)]));
        if (map.BtfKeyTypeId != 0) Add(Key, types.AddPtr(map.BtfKeyTypeId));
        else AddNumber(KeySize, (uint)map.KeySize);
        if (map.InnerMap is { } inner) Add(Values, types.AddArray(types.AddPtr(Write(types, inner, out _)), 0));
        else if (map.BtfValueTypeId != 0) Add(Value, types.AddPtr(map.BtfValueTypeId));
        else AddNumber(ValueSize, (uint)map.ValueSize);
        if (map.PinByName) AddNumber(Pinning, PinByName);

        size = 8 * members.Count - (map.InnerMap is null ? 0 : 8);
        return types.AddStruct("", size, members);
    }

    /// <summary>Reads the struct that defines a map.</summary>
    public static MapSpec Read(BtfTypes types, string name, int typeId, bool isInner)
    {
        BtfType definition = types[typeId];
        if (definition.Kind != BtfKind.Struct) throw new BpfFormatException($"Map '{name}' is defined by a {definition.Kind}, not a struct.");
        MapSpec map = new() { Name = name, Type = MapType.Unspec };
        for (int i = 0; i < definition.Length; i++)
        {
            BtfMember member = definition.Member(i);
            map = member.Name switch
            {
                Type => map with { Type = (MapType)Number(types, name, member) },
                MaxEntries => map with { MaxEntries = Number(types, name, member) },
                MapFlags => map with { Flags = (uint)Number(types, name, member) },
                MapExtra => map with { Extra = LongNumber(types, name, member) },
                KeySize => map with { KeySize = Same(name, member, map.KeySize, Number(types, name, member)) },
                ValueSize => map with { ValueSize = Same(name, member, map.ValueSize, Number(types, name, member)) },
                Key => WithKey(map, Pointee(types, name, member)),
                Value => WithValue(map, Pointee(types, name, member)),
                Values => WithInner(map, member),
                Pinning when !isInner => map with { PinByName = Pinned(member) },
                _ => throw new BpfFormatException($"Map '{name}' sets '{member.Name}', which is not supported."),
            };
        }

        return map.Type != MapType.Unspec ? map : throw new BpfFormatException($"Map '{name}' has no type.");

        MapSpec WithKey(MapSpec map, int id) =>
            map with { BtfKeyTypeId = id, KeySize = Same(name, new(Key, id, 0), map.KeySize, types.SizeOf(id)) };

        MapSpec WithValue(MapSpec map, int id) =>
            map with { BtfValueTypeId = id, ValueSize = Same(name, new(Value, id, 0), map.ValueSize, types.SizeOf(id)) };

        MapSpec WithInner(MapSpec map, BtfMember member)
        {
            BtfType array = types[types.Resolve(member.TypeId)];
            int inner = array.Kind == BtfKind.Array ? types.Resolve(Pointee(types, name, new(Values, array.TypeId, 0))) : 0;
            if (!isInner && types[inner].Kind == BtfKind.FuncProto && map.Type == MapType.ProgArray) return map with { ValueSize = 4 };
            if (isInner || types[inner].Kind != BtfKind.Struct || map.Type is not (MapType.ArrayOfMaps or MapType.HashOfMaps))
                throw new BpfFormatException($"Map '{name}' sets 'values', which is only supported for maps of maps and of programs.");
            return map with { ValueSize = 4, InnerMap = Read(types, name + ".inner", inner, isInner: true) };
        }

        bool Pinned(BtfMember member) => Number(types, name, member) switch
        {
            0 => false,
            PinByName => true,
            int other => throw new BpfFormatException($"Map '{name}' is to be pinned in way {other}, which is not known."),
        };
    }

    /// <summary>Where the maps or programs stand that a map holds from the start, in bytes from the definition's start; -1 where the definition has no such place.</summary>
    /// <param name="types">The object's types.</param>
    /// <param name="typeId">A definition that <see cref="Read"/> has read.</param>
    public static int OffsetOfValues(BtfTypes types, int typeId)
    {
        BtfType definition = types[typeId];
        for (int i = 0; i < definition.Length; i++)
        {
            if (definition.Member(i) is { Name: Values } member) return member.BitOffset / 8;
        }

        return -1;
    }

    private static int Same(string name, BtfMember member, int before, int now) => before == 0 || before == now
        ? now
        : throw new BpfFormatException($"Map '{name}' says with '{member.Name}' {now} bytes, and {before} elsewhere.");

    private static int Pointee(BtfTypes types, string name, BtfMember member)
    {
        BtfType type = types[types.Resolve(member.TypeId)];
        return type.Kind == BtfKind.Ptr
            ? type.TypeId
            : throw new BpfFormatException($"Map '{name}': '{member.Name}' is a {type.Kind}, not a pointer.");
    }

    private static int Number(BtfTypes types, string name, BtfMember member)
    {
        BtfType array = types[types.Resolve(Pointee(types, name, member))];
        return array.Kind == BtfKind.Array && array.ElementCount <= int.MaxValue
            ? (int)array.ElementCount
            : throw new BpfFormatException($"Map '{name}': '{member.Name}' is no number that BTF can say.");
    }

    /// <summary>A number of up to 64 bits: <c>__ulong</c> makes it an enumeration with one member.</summary>
    private static ulong LongNumber(BtfTypes types, string name, BtfMember member)
    {
        BtfType type = types[types.Resolve(member.TypeId)];
        return type is { Kind: BtfKind.Enum or BtfKind.Enum64, Length: 1 } ? (ulong)type.Enumerator(0).Value : (ulong)Number(types, name, member);
    }
}
