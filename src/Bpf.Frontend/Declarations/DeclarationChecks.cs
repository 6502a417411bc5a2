using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>
/// Checks declarations that could be read: sizes that the kernel refuses when a map is created, and what is probably not meant.
/// </summary>
internal sealed class DeclarationChecks(DeclaredObject declared, DiagnosticBag diagnostics)
{
    private const int KernelNameLength = 15; // BPF_OBJ_NAME_LEN without the NUL
    private const int PageSize = 4096;
    private const int RecordHeader = 8; // BPF_RINGBUF_HDR_SZ
    private const int StackSize = 512; // MAX_BPF_STACK: a program hands keys over from there

    /// <summary>Reports what is wrong.</summary>
    public void Run()
    {
        INamedTypeSymbol @class = declared.Class;
        if (declared.Model.License.Length == 0) diagnostics.Report(RuleIds.LicenseMissing, @class, @class.Name);
        if (!@class.GetMembers().OfType<IMethodSymbol>().Any(method => HooksOf(method).Any()))
            diagnostics.Report(RuleIds.ObjectWithoutPrograms, @class, @class.Name);
        new FieldChecks(diagnostics).Check(@class);
        HookChecks hooks = new(diagnostics);
        foreach (DeclaredProgram program in declared.Programs)
        {
            hooks.Check(program);
            if (HooksOf(program.Method).Select(hook => hook.Kind).ToArray() is { Length: > 1 } several)
                diagnostics.Report(RuleIds.SeveralHooks, program.Method, program.Method.Name, string.Join(", ", several));
        }

        foreach (DeclaredMap map in declared.Maps.Values)
        {
            if (map.Class.Type is MapType.Ringbuf or MapType.UserRingbuf) CheckRingBuffer(map);
            else CheckEntries(map);
            if (map.Class.Type == MapType.LpmTrie) CheckPrefix(map);
            if (map.Inner is { } inner) CheckEntries(inner);
            if (map.Inner?.Class.Type == MapType.LpmTrie) CheckPrefix(map.Inner);
        }

        CheckKernelNames(declared.Maps.Keys);
        CheckKernelNames(declared.Programs.Select(program => program.Method));
    }

    private static IEnumerable<Hook> HooksOf(IMethodSymbol method) => method.GetAttributes()
        .Select(attribute => attribute.AttributeClass is { } type ? Hooks.Find(type.MetadataFullName()) : null)
        .OfType<Hook>();

    private void CheckEntries(DeclaredMap map)
    {
        // 0 stands for the number of CPUs, which only a loader knows.
        int least = map.Class.Type == MapType.PerfEventArray ? 0 : 1;
        if (map.Class.HasEntries && map.Model.MaxEntries < least) diagnostics.Report(RuleIds.MapSize, map.Field, "maxEntries", map.Field.Name, map.Model.MaxEntries, $"{least} or more");
        if (map.Class.Keys == MapKeys.TypeArgument) CheckSize(map, map.Key!, "a key", StackSize);
        if (map.Class.HasTypedValues && MapTypes.Find(map.Class.Type) is { } type) CheckSize(map, map.Value, "a value", type.Value.Max);
    }

    private void CheckRingBuffer(DeclaredMap map)
    {
        int bytes = map.Model.MaxEntries;
        if (bytes <= 0 || bytes % PageSize != 0 || (bytes & (bytes - 1)) != 0)
            diagnostics.Report(RuleIds.RingBufferSize, map.Field, map.Field.Name, bytes);
        else
            CheckSize(map, map.Value, "an event", bytes - RecordHeader);
    }

    private void CheckSize(DeclaredMap map, TypeLayout layout, string role, int most)
    {
        if (layout.Size > most)
            diagnostics.Report(RuleIds.TypeTooLarge, map.Field, layout.Type.Shown(), layout.Size, $"{role} of '{map.Field.Name}'", most);
    }

    /// <summary><c>struct bpf_lpm_trie_key</c>: the length in bits, then the address.</summary>
    private void CheckPrefix(DeclaredMap map)
    {
        TypeLayout key = map.Key!;
        bool isPrefix = key.Fields is [{ Offset: 0, Field.Name: "PrefixLength", Layout.Scalar: { Width: 4, Signed: false } }, ..]
            && (MapTypes.Find(MapType.LpmTrie)?.Key.Allows(key.Size) ?? true);
        if (!isPrefix) diagnostics.Report(RuleIds.LpmKey, map.Field, key.Type.Shown(), map.Field.Name);
    }

    private void CheckKernelNames(IEnumerable<ISymbol> symbols)
    {
        Dictionary<string, ISymbol> seen = new(StringComparer.Ordinal);
        foreach (ISymbol symbol in symbols.Where(symbol => symbol.Name.Length > 0))
        {
            string name = SymbolNames.Mangle(symbol.Name);
            if (name.Length > KernelNameLength) name = name.Substring(0, KernelNameLength);
            if (!seen.TryGetValue(name, out ISymbol? other)) seen.Add(name, symbol);
            else if (other.Name != symbol.Name) diagnostics.Report(RuleIds.NameCollision, symbol, other.Name, symbol.Name, name);
        }
    }
}
