using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Ir;
using Bpf.Core.Link;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Makes a module of what a class declares: maps, globals, a function for each program.</summary>
internal sealed class ModuleLowering
{
    private const int CounterSize = 8;

    private readonly ModuleContext _context;

    public ModuleLowering(
        Compilation compilation, DeclaredObject declared, TypeLayouts layouts, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        Module module = new() { Name = declared.Class.Name, License = declared.Model.License };
        _context = new(compilation, declared, layouts, new SourceMap(compilation), diagnostics, module, cancellation);
    }

    /// <summary>The files that bodies were read in.</summary>
    public IReadOnlyCollection<SyntaxTree> TouchedTrees => _context.TouchedTrees;

    /// <summary>The methods and accessors whose bodies were read.</summary>
    public IReadOnlyCollection<SyntaxNode> Bodies => _context.Bodies;

    /// <summary>Lowers it all. The module is complete only where nothing was reported.</summary>
    public Module Lower()
    {
        Module module = _context.Module;
        foreach (DeclaredMap map in _context.Declared.Maps.Values)
            AddMap(module, map);
        if (_context.Declared.Programs.Exists(p => UsdtSpec.IsSectionOfUsdt(p.Model.Section)))
            module.Maps.AddRange(UsdtSpec.Maps);
        foreach (DeclaredGlobal global in _context.Declared.Globals.Values)
            AddGlobal(module, global);
        foreach (DeclaredProgram program in _context.Declared.Programs)
            AddProgram(module, program);
        _context.Complete();
        if (!_context.Diagnostics.HasErrors) ReportUnusedMaps(module);
        return module;
    }

    private void ReportUnusedMaps(Module module)
    {
        Value[] values = [.. module.Functions.SelectMany(f => f.Blocks).SelectMany(b => b.Values)];
        HashSet<string?> used = [.. values.Where(v => v.Op == IrOp.MapAddress).Select(v => v.Symbol)];
        if (values.Any(v => v.Type.Provenance == Provenance.Arena)) used.Add(_context.Declared.Arena?.Field.Name);
        foreach (DeclaredMap map in _context.Declared.Maps.Values)
            if (!used.Contains(map.Field.Name)) _context.Diagnostics.Report(RuleIds.MapUnused, map.Field, map.Field.Name, _context.Declared.Class.Name);
    }

    private static void AddMap(Module module, DeclaredMap map)
    {
        module.Maps.Add(SpecOf(module, map));
        if (map.Class is { Type: Core.Kernel.MapType.Ringbuf, HasRecords: true }) module.Records.Add(map.Field.Name, RecordOf(map.Value));
        if (map.LostOffset < 0) return;
        int counter = module.Types.AddInt("u64", CounterSize);
        module.Globals.Add(new(map.Field.Name + ".lost", ".bss", map.LostOffset, CounterSize, counter, []));
    }

    private static MapSpec SpecOf(Module module, DeclaredMap map)
    {
        bool hasTypes = map.Class.HasTypedValues;
        return new()
        {
            Name = map.Model.Name,
            Type = map.Class.Type,
            KeySize = map.Key?.Size ?? 0,
            ValueSize = map.Class.ValueSize ?? map.Value.Size,
            MaxEntries = map.Model.MaxEntries,
            Flags = (uint)map.Flags,
            BtfKeyTypeId = hasTypes && map.Key is { } key ? TypeBtf.Add(module.Types, key) : 0,
            BtfValueTypeId = hasTypes ? TypeBtf.Add(module.Types, map.Value) : 0,
            InnerMap = map.Inner is { } inner ? SpecOf(module, inner) : null,
        };
    }

    private static RecordLayout RecordOf(TypeLayout layout) => new(
        layout.Size,
        layout.Fields.IsEmpty ? [new("Value", 0, layout.Size)] : [.. layout.Fields.Select(f => new RecordField(f.Field.Name, f.Offset, f.Layout.Size)).OrderBy(f => f.Offset)],
        [.. Padding.Of(layout).Select(p => (p.Offset, p.Length))]);

    private static void AddGlobal(Module module, DeclaredGlobal global) => module.Globals.Add(new(
        global.Field.Name, global.Model.Section, global.Model.Offset, global.Layout.Size,
        TypeBtf.Add(module.Types, global.Layout), [.. global.Bytes], global.Model.Range));

    private void AddProgram(Module module, DeclaredProgram program)
    {
        Function function = new(program.Method.Name, [IrType.Ptr(Provenance.Context)], IrType.I32)
        {
            Program = new(program.Hook.Type, program.Model.AttachType, program.Model.Section)
            {
                Arguments = program.Model.Arguments.Count > 0 ? MethodLowering.ArgumentsType(_context, program) : null,
                Parameters = program.Model.Arguments.Count > 0
                    ? [.. program.Method.Parameters.Select(p => new ProgramParameter(p.Declaration(), _context.Sources.LocationOf(p)))] : [],
                TakesResult = program.Model.Arguments.Any(a => a.IsResult),
                Requires = [.. program.Model.Requires.Select(r => r.Feature)],
                InsteadOf = program.Model.InsteadOf,
                AcceptUnverified = program.Model.AcceptUnverified.Items,
            },
            Location = _context.Sources.LocationOf(program.Method),
        };
        try
        {
            MethodLowering.LowerProgram(_context, function, program.Method);
        }
        catch (LoweringException)
        {
            if (!_context.Diagnostics.HasErrors) _context.Diagnostics.Report(RuleIds.InternalError, program.Method, "a method was given up without a reason");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _context.Diagnostics.Report(RuleIds.InternalError, program.Method, e.GetType().Name + ": " + e.Message);
        }
    }
}
