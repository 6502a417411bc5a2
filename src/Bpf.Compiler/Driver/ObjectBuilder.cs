using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>Makes an ELF object of a module and its generated code.</summary>
internal static class ObjectBuilder
{
    /// <param name="module">What the code was made of.</param>
    /// <param name="functions">Its functions as they were compiled, and those that were made of rounds of loops.</param>
    /// <param name="code">The code of each.</param>
    /// <param name="textOfLine">The text of a line; null for objects without.</param>
    /// <param name="places">Where the places of the code are now.</param>
    public static byte[] Build(
        Module module, IReadOnlyList<Function> functions, IReadOnlyList<CompiledFunction> code, Func<string, int, string>? textOfLine, MovedPlaces places)
    {
        // The module keeps its own types: it may be compiled again.
        BtfBuilder types = module.Types.Clone();
        return ElfWriter.Write(new ObjectSpec
        {
            License = module.License,
            Types = types,
            Functions = [.. functions.Select((f, i) => Function(f, code[i], types, textOfLine, places))],
            Maps = [.. module.Maps],
            Globals = [.. module.Globals.Select(g => new GlobalSpec(g.Name, g.Section, g.Offset, g.Size, g.BtfTypeId, g.InitialValue))],
            Externs = [.. UsedExterns(module, code), .. OfLoops(module, code, types)],
            ExtraSections =
            [
                new ExtraSection(SectionNames.CSharp, [.. SourceMap(functions, code, places).Write()]),
                .. MachineSection.Write(code.Select(c => (c.Name, c.MachineAccesses))) is { } machine ? [machine] : ImmutableArray<ExtraSection>.Empty,
            ],
        });
    }

    /// <summary>What the kernel defines and the code that is left refers to: loaders look for all that an object names.</summary>
    private static IEnumerable<ExternSpec> UsedExterns(Module module, IReadOnlyList<CompiledFunction> code)
    {
        HashSet<string> used = [.. code.SelectMany(c => c.Relocations).Where(r => r.Kind == RelocationKind.Extern).Select(r => r.Symbol)];
        return module.Externs.Select(e => e.Symbol).Where(s => used.Contains(s.Name));
    }

    /// <summary>The kernel's functions that the compiler calls for loops, and no declaration names.</summary>
    private static IEnumerable<ExternSpec> OfLoops(Module module, IReadOnlyList<CompiledFunction> code, BtfBuilder types) => code
        .SelectMany(c => c.Relocations)
        .Where(r => r.Kind == RelocationKind.Extern && module.Externs.All(e => e.Symbol.Name != r.Symbol))
        .Select(r => r.Symbol)
        .Distinct()
        .Select(name => new ExternSpec(name, ExternKind.Function, NumberIterator.PrototypeOf(name, types)));

    private static FunctionSpec Function(Function function, CompiledFunction code, BtfBuilder types, Func<string, int, string>? textOfLine, MovedPlaces places) => new()
    {
        Name = function.Name,
        Section = function.Program?.Section ?? SectionNames.Text,
        IsGlobal = function.Program is not null || function.Global is not null,
        Instructions = code.Instructions,
        Relocations = code.Relocations,
        CoreRelocations = code.CoreRelocations,
        ParameterTags =
        [
            .. function.Global?.NeverNull.Select(i => new ParameterTag(i, "arg:nonnull")) ?? [],
            .. function.Global?.UnnamedContext is { } context ? [new ParameterTag(context, "arg:ctx")] : ImmutableArray<ParameterTag>.Empty,
        ],
        ProtoTypeId = function.Global?.Prototype ?? types.AddFuncProto(TypeOf(function.ReturnType, types), [.. function.Parameters.Select((p, i) =>
            function.Program is { } program
                ? new BtfParameter("ctx", ContextTypes.AddPointer(types, program.Type, program.Section))
                : new BtfParameter("arg" + (i + 1), TypeOf(p, types)))]),
        Lines = Lines(function, code, textOfLine, places),
    };

    private static int TypeOf(IrType type, BtfBuilder types) => type.Kind switch
    {
        IrKind.Void => 0,
        IrKind.I32 => types.AddInt("int", 4, BtfIntEncoding.Signed),
        IrKind.I64 => types.AddInt("long", 8, BtfIntEncoding.Signed),
        _ => types.AddPtr(0),
    };

    /// <summary>A record wherever the line or column changes; the first must stand at instruction 0.</summary>
    private static ImmutableArray<SourceLine> Lines(Function function, CompiledFunction code, Func<string, int, string>? textOfLine, MovedPlaces places)
    {
        ImmutableArray<SourceLine>.Builder lines = ImmutableArray.CreateBuilder<SourceLine>();
        SourceSpan? last = null;
        SourceLocation? first = function.Location is { Span.IsKnown: true } declared ? declared : code.Locations.FirstOrDefault(l => l is { Span.IsKnown: true });
        for (int i = 0; i < code.Instructions.Length; i++)
        {
            SourceLocation? location = code.Locations[i] is { Span.IsKnown: true } known ? known : i == 0 ? first : null;
            if (location is not { Span.IsKnown: true } || location.Span == last)
                continue;
            last = location.Span;
            string text = textOfLine?.Invoke(location.Span.Path, location.Span.StartLine + 1) ?? ""; // as it was compiled
            SourceSpan span = places.Of(location).Span;
            lines.Add(new SourceLine(i, span.Path, span.StartLine + 1, span.StartColumn + 1, text));
        }

        return lines.ToImmutable();
    }

    private static ObjectSourceMap SourceMap(IReadOnlyList<Function> declared, IReadOnlyList<CompiledFunction> code, MovedPlaces places)
    {
        ImmutableArray<SourceMapFunction>.Builder functions = ImmutableArray.CreateBuilder<SourceMapFunction>();
        Dictionary<string, int> starts = [];
        for (int i = 0; i < code.Count; i++)
        {
            string section = declared[i].Program?.Section ?? SectionNames.Text;
            starts.TryGetValue(section, out int start);
            int count = code[i].Instructions.Length;
            starts[section] = start + count;
            functions.Add(new SourceMapFunction(
                code[i].Name, section, start, count, declared[i].Location?.Method ?? code[i].Name, Places(code[i], places)));
        }

        return new ObjectSourceMap { Functions = functions.ToImmutable() };
    }

    private static ImmutableArray<SourceMapLine> Places(CompiledFunction code, MovedPlaces moved)
    {
        ImmutableArray<SourceMapLine>.Builder places = ImmutableArray.CreateBuilder<SourceMapLine>();
        for (int i = 0; i < code.Locations.Length; i++)
        {
            if (i == 0 || code.Locations[i] != code.Locations[i - 1])
                places.Add(new SourceMapLine(i, moved.Find(code.Locations[i])));
        }

        return places.ToImmutable();
    }
}
