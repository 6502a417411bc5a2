using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Bpf.Core.Elf;

namespace Bpf.Core.Btf;

/// <summary>
/// Makes definitions of externs, which no kernel takes in BTF, ids unchanged: functions become global ones, variables of the kernel bytes, settings
/// variables at the places that <see cref="SettingPlaces"/> gives them; the section of functions and variables a union without meaning.
/// </summary>
/// <remarks>Source: libbpf's <c>bpf_object__collect_externs</c>, which does the same.</remarks>
internal static class BtfExterns
{
    private const int VariableSize = 12;

    /// <summary>The types with definitions; the same where there are no externs.</summary>
    public static BtfTypes Define(BtfTypes types)
    {
        int functions = types.Find(SectionNames.Ksyms, BtfKind.Datasec), settings = types.Find(SectionNames.Kconfig, BtfKind.Datasec);
        if (functions == 0 && settings == 0) return types;
        byte[] bytes = [.. types.Bytes];
        int placeholder = BtfPlaceholder.IdIn(types);
        if (functions != 0) DefineSymbols(types, types[functions], bytes, placeholder);
        if (settings != 0) DefineSettings(types, types[settings], bytes);
        return BtfTypes.Read(ImmutableCollectionsMarshal.AsImmutableArray(functions != 0 ? BtfPlaceholder.Append(types, bytes) : bytes));
    }

    private static void DefineSymbols(BtfTypes types, BtfType section, byte[] bytes, int placeholder)
    {
        for (int i = 0; i < section.Length; i++)
        {
            BtfType symbol = types[section.Variable(i).TypeId];
            Span<byte> record = bytes.AsSpan(types.OffsetOf(symbol.Id));
            if (symbol.Kind == BtfKind.Func)
            {
                Word(record, 4, BtfFormat.Info(BtfKind.Func, (int)BtfLinkage.Global, false));
                NameParameters(types, symbol, bytes);
            }
            else
            {
                Word(record, 8, (uint)placeholder);
                Word(record, 12, (uint)BtfLinkage.Global);
            }
        }

        Span<byte> union = bytes.AsSpan(types.OffsetOf(section.Id));
        Word(union, 0, 0);
        Word(union, 4, BtfFormat.Info(BtfKind.Union, section.Length, false));
        Word(union, 8, 1);
        for (int i = 0; i < section.Length; i++)
        {
            Word(union, BtfFormat.TypeSize + VariableSize * i, 0);
            Word(union, BtfFormat.TypeSize + VariableSize * i + 4, (uint)placeholder);
            Word(union, BtfFormat.TypeSize + VariableSize * i + 8, 0);
        }
    }

    /// <summary>Kernels want parameters of functions to have names, which declarations in C need not give.</summary>
    private static void NameParameters(BtfTypes types, BtfType function, byte[] bytes)
    {
        BtfType prototype = types[function.TypeId];
        for (int i = 0; i < prototype.Length; i++)
        {
            if (prototype.Parameter(i) is { Name.Length: 0, TypeId: not 0 })
                Word(bytes.AsSpan(types.OffsetOf(prototype.Id)), BtfFormat.TypeSize + 8 * i, types.Word(function.Id, 0));
        }
    }

    private static void DefineSettings(BtfTypes types, BtfType section, byte[] bytes)
    {
        List<(int TypeId, int Offset, int Size)> places = [.. SettingPlaces.Of(types)];
        Span<byte> record = bytes.AsSpan(types.OffsetOf(section.Id));
        Word(record, 8, (uint)SettingPlaces.SizeOf(types));
        for (int i = 0; i < places.Count; i++)
        {
            Word(record, BtfFormat.TypeSize + VariableSize * i, (uint)places[i].TypeId);
            Word(record, BtfFormat.TypeSize + VariableSize * i + 4, (uint)places[i].Offset);
            Word(record, BtfFormat.TypeSize + VariableSize * i + 8, (uint)places[i].Size);
            Word(bytes.AsSpan(types.OffsetOf(places[i].TypeId)), 12, (uint)BtfLinkage.Global);
        }
    }

    private static void Word(Span<byte> record, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(record.Slice(offset), value);
}

/// <summary>Where settings of the kernel's configuration are in their map: the most aligned first, then the smallest, then by name, as libbpf has them.</summary>
internal static class SettingPlaces
{
    /// <summary>All settings of a kernel in text are not much longer; a damaged object may ask for gigabytes.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>Every setting that an object declares, by offset.</summary>
    /// <returns>Its VAR, where it is, and its size.</returns>
    public static IEnumerable<(int TypeId, int Offset, int Size)> Of(BtfTypes types)
    {
        int offset = 0;
        foreach ((int id, int alignment, int size) in Declared(types)
            .OrderByDescending(v => v.Alignment).ThenBy(v => v.Size).ThenBy(v => types[v.TypeId].Name, StringComparer.Ordinal))
        {
            offset = (offset + alignment - 1) / alignment * alignment;
            if (size > MostBytes - offset) throw new BpfFormatException($"Settings of the kernel's configuration take more than {MostBytes} bytes.");
            yield return (id, offset, size);
            offset += size;
        }
    }

    /// <summary>Bytes of the map's value.</summary>
    public static int SizeOf(BtfTypes types) => Of(types).Select(p => p.Offset + p.Size).LastOrDefault();

    private static IEnumerable<(int TypeId, int Alignment, int Size)> Declared(BtfTypes types)
    {
        int id = types.Find(SectionNames.Kconfig, BtfKind.Datasec);
        for (int i = 0; id != 0 && i < types[id].Length; i++)
        {
            int variable = types[id].Variable(i).TypeId;
            if (types[variable].Kind != BtfKind.Var) throw new BpfFormatException($"BTF type {variable}, a setting of the kernel's configuration, is no variable.");
            yield return (variable, AlignmentOf(types, types[variable].TypeId), types.SizeOf(variable));
        }
    }

    private static int AlignmentOf(BtfTypes types, int typeId)
    {
        BtfType type = types[types.Resolve(typeId)];
        while (type.Kind == BtfKind.Array)
            type = types[types.Resolve(type.TypeId)];
        return type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64
            ? type.Size is 1 or 2 or 4 or 8 or 16 ? Math.Min(type.Size, 8) : throw new BpfFormatException($"A number of {type.Size} bytes is no setting of the kernel's configuration.")
            : throw new BpfFormatException($"A setting of the kernel's configuration cannot be a {type.Kind}.");
    }
}
