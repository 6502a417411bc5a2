using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Core.Elf;

/// <summary>Reads objects, of this compiler and others (clang, <c>bpftool gen object</c>), by libbpf's conventions.</summary>
/// <remarks>
/// Made for hostile input: it throws nothing but <see cref="BpfFormatException"/>, takes time and memory in proportion to the input,
/// and what it returns refers only to what is there.
/// </remarks>
public static class ElfReader
{
    /// <summary>Reads an object.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <exception cref="BpfFormatException">It is not an ELF64 object for little-endian eBPF, or contradicts itself.</exception>
    public static BpfObjectFile Read(ReadOnlySpan<byte> bytes)
    {
        ElfFile file = ElfFile.Open(bytes.ToArray());
        byte[] btf = Find(file, SectionNames.Btf) is { } btfSection ? file.Content(btfSection).ToArray() : [];
        BtfTypes? types = btf.Length > 0 ? BtfTypes.Read(ImmutableCollectionsMarshal.AsImmutableArray(btf)) : null;
        if (types is not null) DatasecPlacement.Apply(file, types, btf);
        BtfExt ext = types is not null && Find(file, SectionNames.BtfExt) is { } section
            ? BtfExt.Read(file.Content(section), types)
            : BtfExt.Empty;

        MapReader maps = new(file, types);
        maps.Read();
        GlobalReader globals = new(file, types);
        globals.Read();
        ExternReader externs = new(file, types);
        StructOpsReader structOps = new(file, types);
        structOps.Read();
        CodeReader code = new(file, types, ext, maps, globals, externs, structOps);
        ImmutableArray<ObjectFunction> functions = code.Read();
        MarkHiddenStatic(functions, types, btf);
        if (Find(file, SectionNames.Machine) is { } machine) functions = MachineSection.Apply(functions, Text(file.Content(machine)));
        return new()
        {
            License = Find(file, SectionNames.License) is { } license ? Text(file.Content(license)) : "",
            KernelVersion = Find(file, SectionNames.Version) is { } version ? Number(file.Content(version)) : null,
            Functions = functions,
            Maps = [.. maps.Maps],
            DataSections = [.. globals.Sections],
            StructOps = structOps.Specs,
            Externs = [.. externs.Externs],
            Types = types,
            CSharp = Find(file, SectionNames.CSharp) is { } csharp ? [.. file.Content(csharp)] : [],
            OtherSections = OtherSections(file),
        };
    }

    /// <summary>The variables of a section by name.</summary>
    internal static Dictionary<string, ElfSymbol> ObjectSymbols(ElfFile file, int section)
    {
        Dictionary<string, ElfSymbol> result = new(StringComparer.Ordinal);
        foreach (ElfSymbol symbol in file.SymbolsOf(section))
        {
            if (symbol.Type is ElfFormat.SymbolObject or ElfFormat.SymbolNoType && symbol.Name.Length > 0)
                result[symbol.Name] = symbol;
        }

        return result;
    }

    /// <summary>The kernel verifies global functions by themselves; hidden ones are meant for this object alone.</summary>
    private static void MarkHiddenStatic(ImmutableArray<ObjectFunction> functions, BtfTypes? types, byte[] btf)
    {
        foreach (ObjectFunction function in functions)
        {
            if (!function.IsHidden || function.IsProgram || function.TypeId == 0) continue;
            Span<byte> info = btf.AsSpan(types!.OffsetOf(function.TypeId) + 4);
            BinaryPrimitives.WriteUInt32LittleEndian(info, BtfFormat.Info(BtfKind.Func, (int)BtfLinkage.Static, false));
        }
    }

    private static ElfSection? Find(ElfFile file, string name)
    {
        foreach (ElfSection section in file.Sections)
        {
            if (section.HasContent && section.Name == name) return section;
        }

        return null;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString((end < 0 ? bytes : bytes.Slice(0, end)).ToArray());
    }

    private static uint Number(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : throw new BpfFormatException($"Section 'version' has {bytes.Length} bytes, not 4.");

    private static ImmutableArray<string> OtherSections(ElfFile file)
    {
        List<string> result = [];
        foreach (ElfSection section in file.Sections)
        {
            bool known = !section.HasContent || section.Size == 0 || section.IsCode || section.Type != ElfFormat.SectionProgbits
                || GlobalReader.IsGlobals(section) || StructOpsReader.IsStructOps(section.Name) || section.Name.StartsWith(".debug_", StringComparison.Ordinal)
                || section.Name is SectionNames.Btf or SectionNames.BtfExt or SectionNames.License or SectionNames.Version
                    or SectionNames.Maps or SectionNames.LegacyMaps or SectionNames.CSharp or SectionNames.Machine;
            if (!known) result.Add(section.Name);
        }

        return [.. result];
    }
}
