using System.Collections.Generic;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Lowers one activation of a method into a function: the program's own, or one inlined where it is called. Locals live in
/// stack memory, whatever their type; the compiler's passes make SSA values of those that need none.
/// </summary>
internal sealed partial class MethodLowering
{
    private const int MaxDepth = 64;

    private readonly ModuleContext _context;
    private readonly IMethodSymbol _method;
    private readonly TypeSubstitution _types;
    private readonly MethodLowering? _caller;
    private readonly FunctionFrame _frame;
    private readonly SourceLocation? _calledAt;
    private readonly string _shownName;
    private readonly Dictionary<ISymbol, Place> _variables = new(SymbolEqualityComparer.Default);
    private readonly long? _faultValue;
    private readonly int _depth;
    private ControlFlowGraph? _graph;
    private Place? _this;
    private Compiler.Ir.BasicBlock? _exit;
    private Place? _result;

    private MethodLowering(ModuleContext context, FunctionFrame frame, IMethodSymbol method, MethodLowering? caller, SourceLocation? calledAt, TypeSubstitution? types = null)
    {
        _context = context;
        _frame = frame;
        B = frame.Builder;
        _method = method;
        _types = types ?? new(method);
        _caller = caller;
        _calledAt = calledAt;
        _shownName = method.Shown();
        _depth = ((caller ?? frame.CalledFrom)?._depth ?? 0) + 1;
        _faultValue = FaultValueOf(method) ?? (caller ?? (frame.IsGlobal ? null : frame.CalledFrom))?._faultValue;
    }

    /// <summary>Where values are appended.</summary>
    public FunctionBuilder B { get; }

    /// <summary>What all programs share.</summary>
    public ModuleContext Context => _context;

    /// <summary>The function lowered into.</summary>
    public FunctionFrame Frame => _frame;

    /// <summary>Lowers a program's method, and adds it to the module.</summary>
    /// <param name="context">What all programs share.</param>
    /// <param name="function">An empty function with the context as its only parameter.</param>
    /// <param name="method">The method.</param>
    public static void LowerProgram(ModuleContext context, Function function, IMethodSymbol method)
    {
        FunctionFrame frame = new(function, null);
        FunctionBuilder builder = frame.Builder;
        MethodLowering lowering = new(context, frame, method, null, null);
        builder.Location = context.Sources.LocationOf(method);
        Value parameter = frame.Context = builder.Param(0);
        if (context.Declared.Programs.Find(p => SymbolEqualityComparer.Default.Equals(p.Method, method)) is { Model.Arguments.Count: > 0 } program)
        {
            lowering.ReceiveArguments(program, parameter);
        }
        else if (method.Parameters is [{ } declared])
        {
            if (declared.RefKind != RefKind.None)
            {
                lowering._variables[declared] = Place.At(parameter, 0, declared.Type) with { IsReadOnly = declared.RefKind != RefKind.Ref };
            }
            else
            {
                PointerVariable variable = new(builder, declared.Name);
                variable.TryStore(builder, parameter);
                lowering._variables[declared] = Place.Of(variable, declared.Type);
            }
        }

        lowering.LowerBody();
        frame.Complete(context);
    }

    /// <summary>The program that this is a part of.</summary>
    public ProgramInfo Program => _frame.Root.Program!;

    /// <summary>The context pointer of the program.</summary>
    public Value ContextPointer => _frame.RequireContext();

    /// <summary>The type with this activation's type arguments.</summary>
    public ITypeSymbol TypeOf(ITypeSymbol type) => _types.Of(type);

    /// <summary>The layout of a variable's type; reports at an operation where there is none.</summary>
    public TypeLayout LayoutOf(ITypeSymbol type, IOperation where) => LayoutOf(type, where, _context.LocalLayouts);

    /// <summary>The layout of a type that others than the program read or write: packets, map values, user space.</summary>
    public TypeLayout SharedLayoutOf(ITypeSymbol type, IOperation where) => LayoutOf(type, where, _context.Layouts);

    private TypeLayout LayoutOf(ITypeSymbol type, IOperation where, TypeLayouts layouts)
    {
        type = TypeOf(type);
        if (layouts.TryGet(type, out TypeLayout layout, out LayoutProblem? problem)) return layout;
        throw Report(problem!.RuleId(), where, problem!.Type.Shown(), type.Shown());
    }

    /// <summary>The place of an operation with the calls inlined to get there.</summary>
    public SourceLocation LocationOf(IOperation operation) =>
        new(_context.Sources.SpanOf(operation.Syntax), _shownName, _calledAt);

    /// <summary>Reports and gives what is to be thrown.</summary>
    public LoweringException Report(string id, IOperation where, params object[] arguments)
    {
        _context.Diagnostics.Report(id, LocationOf(where), arguments);
        return new();
    }

    /// <summary>For what nobody has taught the front end.</summary>
    public LoweringException Unsupported(IOperation operation) =>
        Report(RuleIds.UnknownConstruct, operation, ConstructNames.Of(operation));

    private static long? FaultValueOf(IMethodSymbol method) =>
        method.OriginalDefinition.Attribute(WellKnownNames.OnFaultAttribute)?.ConstructorArguments is [{ Value: { } value }]
            ? Declarations.ScalarBytes.ToInt64(value) : null;

    /// <summary>Who called this activation, inlined or not.</summary>
    private MethodLowering? CalledBy => _caller ?? _frame.CalledFrom;

    private bool IsActive(IMethodSymbol method)
    {
        for (MethodLowering? activation = this; activation is not null; activation = activation.CalledBy)
            if (SymbolEqualityComparer.Default.Equals(activation._method, method)) return true;

        return false;
    }
}
