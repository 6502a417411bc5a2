using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Core.Kernel;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>Reads the declarations of a <c>[BpfObject]</c> class: no body is bound, initializers of fields are.</summary>
internal sealed partial class ObjectReader
{
    private const int CounterSize = 8;

    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _class;
    private readonly TypeLayouts _layouts;
    private readonly DiagnosticBag _diagnostics;
    private readonly CancellationToken _cancellation;
    private readonly SectionAllocator _sections = new();
    private readonly HashSet<ISymbol> _refused = new(SymbolEqualityComparer.Default);

    public ObjectReader(
        Compilation compilation, INamedTypeSymbol @class, TypeLayouts layouts, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        _compilation = compilation;
        _class = @class;
        _layouts = layouts;
        _diagnostics = diagnostics;
        _cancellation = cancellation;
    }

    /// <summary>Reads it; what is wrong is reported and left out.</summary>
    public DeclaredObject Read()
    {
        bool isExtensible = ClassShape.Check(_class, _diagnostics);
        List<DeclaredMap> maps = [];
        List<DeclaredGlobal> globals = [];
        List<DeclaredProgram> programs = [];
        foreach (ISymbol member in _class.GetMembers())
        {
            _cancellation.ThrowIfCancellationRequested();
            switch (member)
            {
                case IFieldSymbol { IsStatic: true } external when KernelVariable.IsOne(external):
                    break;
                case IFieldSymbol { IsStatic: true, IsConst: false, IsImplicitlyDeclared: false } field:
                    if (MapClasses.Find(field.Type.MetadataFullName()) is { } row)
                    {
                        if (ReadMap(field, row) is { } map) maps.Add(map);
                        else _refused.Add(field);
                    }
                    else if (ReadGlobal(field) is { } global)
                    {
                        globals.Add(global);
                    }

                    break;
                case IPropertySymbol { IsStatic: true } property when MapClasses.Find(property.Type.MetadataFullName()) is not null:
                    _diagnostics.Report(RuleIds.MapDeclaration, property, property.Name, property.Type.Name, "it is a property");
                    _refused.Add(property);
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method when ReadProgram(method) is { } program:
                    programs.Add(program);
                    break;
            }
        }

        CheckFallbacks(programs);
        CheckArena(maps, globals);
        GeneratedNames names = new(_class, _diagnostics);
        bool hasAttach = programs.Exists(p => p.Model.Hook.NamesHook);
        isExtensible &= names.AreFreeInClass(globals.Exists(g => g.Model.IsConfig));
        IEnumerable<DeclaredGlobal> shownGlobals = names.FreeInConfig(globals.Where(g => g.Model.IsConfig))
            .Concat(names.FreeInLoaded(globals.Where(g => !g.Model.IsConfig), g => g.Field, hasAttach));
        maps = [.. maps.Select(m => m.Class.Type == MapType.Ringbuf
            ? m with { LostOffset = _sections.Allocate(".bss", CounterSize, CounterSize) } : m)];
        return Declare(
            maps, programs, globals, isExtensible,
            names.FreeInLoaded(maps, m => m.Field, hasAttach), names.FreeInLoaded(programs, p => p.Method, hasAttach), globals.Intersect(shownGlobals));
    }

    /// <summary>The class without its members, where they could not be read.</summary>
    public DeclaredObject Nothing() => Declare([], [], [], false, [], [], []);

    private DeclaredObject Declare(
        List<DeclaredMap> maps, List<DeclaredProgram> programs, List<DeclaredGlobal> globals, bool isExtensible,
        IEnumerable<DeclaredMap> shownMaps, IEnumerable<DeclaredProgram> shownPrograms, IEnumerable<DeclaredGlobal> shownGlobals) => new()
        {
            Class = _class,
            Maps = maps.ToDictionary(m => (ISymbol)m.Field, SymbolEqualityComparer.Default),
            Globals = globals.ToDictionary(g => (ISymbol)g.Field, SymbolEqualityComparer.Default),
            Programs = programs,
            Refused = _refused,
            RodataSize = _sections.SizeOf(".rodata"),
            BssSize = _sections.SizeOf(".bss"),
            Model = new()
            {
                Name = _class.Name,
                Namespace = _class.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() : "",
                ContainingTypes = ContainingTypes().ToEquatableArray(),
                MetadataName = _class.MetadataFullName(),
                Accessibility = IsPublic() ? "public" : "internal",
                IsExtensible = isExtensible,
                License = _class.Attribute(WellKnownNames.BpfObjectAttribute)?.Named("License") as string ?? "",
                Maps = shownMaps.Select(m => m.Model).ToEquatableArray(),
                Programs = shownPrograms.Select(p => p.Model).ToEquatableArray(),
                KernelFunctions = KernelFunctions.Of(_class).ToEquatableArray(),
                Globals = shownGlobals.Select(g => g.Model).ToEquatableArray(),
            },
        };

    private bool IsPublic()
    {
        for (INamedTypeSymbol? type = _class; type is not null; type = type.ContainingType)
            if (type.DeclaredAccessibility != Accessibility.Public) return false;

        return true;
    }

    private IEnumerable<string> ContainingTypes()
    {
        Stack<string> outer = [];
        for (INamedTypeSymbol? type = _class.ContainingType; type is not null; type = type.ContainingType)
        {
            string kind = (type.IsRecord, type.TypeKind) switch
            {
                (true, TypeKind.Struct) => "record struct",
                (true, _) => "record",
                (false, TypeKind.Struct) => "struct",
                (false, TypeKind.Interface) => "interface",
                _ => "class",
            };
            outer.Push((type.IsStatic ? "static " : "") + "partial " + kind + " " + type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        return outer;
    }

    private TypeModel ModelOf(TypeLayout layout) => new()
    {
        Display = layout.Type.SourceName(),
        Visibility = Visibility.Of(layout.Type, _class),
        Size = layout.Size,
        Alignment = layout.Alignment,
        Fields = layout.Fields.Select(f => new FieldModel(f.Field.Name, f.Layout.Type.SourceName(), f.Offset, f.Layout.Size)).ToEquatableArray(),
    };

    /// <summary>The layout of a shared type, or null after a report.</summary>
    private TypeLayout? Shared(ITypeSymbol type, ISymbol where)
    {
        if (_layouts.TryGet(type, out TypeLayout layout, out LayoutProblem? problem)) return layout;
        _diagnostics.Report(problem!.RuleId(), where, problem!.Type.Shown(), type.Shown());
        return null;
    }
}
