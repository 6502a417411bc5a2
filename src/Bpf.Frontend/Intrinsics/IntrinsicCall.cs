using System.Collections.Immutable;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Intrinsics;

/// <summary>A call of a member the intrinsics table knows. Arguments are evaluated when asked for: ask in their order.</summary>
internal readonly struct IntrinsicCall
{
    private readonly ImmutableArray<IArgumentOperation> _arguments;

    public IntrinsicCall(
        MethodLowering lowering, IOperation operation, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method)
    {
        Lowering = lowering;
        Operation = operation;
        Instance = instance;
        _arguments = arguments;
        Method = lowering.Resolved(method);
    }

    public MethodLowering Lowering { get; }

    /// <summary>The whole call.</summary>
    public IOperation Operation { get; }

    /// <summary>What it is called on; null for static members.</summary>
    public IOperation? Instance { get; }

    /// <summary>The member, constructed.</summary>
    public IMethodSymbol Method { get; }

    public FunctionBuilder B => Lowering.B;

    /// <summary>What the call yields: the new object's type for a constructor.</summary>
    public ITypeSymbol Type => Lowering.TypeOf(Operation.Type!);

    /// <summary>The number an argument is.</summary>
    public Value Value(int ordinal) => Lowering.ValueOf(Argument(ordinal).Value);

    /// <summary>What an argument is, in a register or in memory.</summary>
    public Operand Given(int ordinal) => Lowering.Lower(Argument(ordinal).Value);

    /// <summary>The span an argument is.</summary>
    public SpanValue Span(int ordinal) => Lowering.SpanOf(Argument(ordinal).Value);

    /// <summary>The span it is called on.</summary>
    public SpanValue ThisSpan() => Lowering.SpanOf(Instance!);

    /// <summary>What the elements of the span or array it is called on are.</summary>
    public ITypeSymbol ElementOfThis() => Lowering.TypeOf(MethodLowering.ElementOfSpan(Lowering.TypeOf(Instance!.Type!)) ?? throw Lowering.Unsupported(Operation));

    /// <summary>The variable an argument refers to; a copy for the value of an <c>in</c> argument.</summary>
    public Place Place(int ordinal)
    {
        IArgumentOperation argument = Argument(ordinal);
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) Lowering.RequireWritable(argument.Value);
        return Lowering.PlaceOrCopy(argument.Value);
    }

    /// <summary>What an argument is, not evaluated.</summary>
    public IOperation ArgumentOf(int ordinal) => Argument(ordinal).Value;

    /// <summary>An argument that must be a constant string; null for none.</summary>
    public string? Text(int ordinal) => Argument(ordinal).Value.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>An argument that is a trace message.</summary>
    public TraceMessage Trace(int ordinal) => Lowering.Lower(Argument(ordinal).Value).Trace ?? throw Lowering.Unsupported(Operation);

    /// <summary>The number or pointer it is called on.</summary>
    public Value This() => Lowering.ValueOf(Instance!);

    /// <summary>The variable it is called on.</summary>
    public Place ThisPlace() => Lowering.PlaceOrCopy(Instance!);

    /// <summary>The address of the variable it is called on.</summary>
    public Value ThisAddress() => Lowering.AddressOf(ThisPlace());

    /// <summary>The map it is called on.</summary>
    public DeclaredMap Map()
    {
        if (Lowering.DeclaredMapOf(Instance) is { } map) return map;
        if (Instance?.Type is { } type && Lowering.InnerMapOf(type) is { } inner) return inner;
        // What a variable of a map type gets its map from was reported: one mistake, one error.
        if (Instance is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation && Lowering.Context.Diagnostics.Has(RuleIds.MapAsValue))
            throw new LoweringException();
        throw Instance is IFieldReferenceOperation { Field.IsStatic: true } foreign
            ? Lowering.Report(RuleIds.ForeignField, foreign, foreign.Field.Shown())
            : Lowering.Report(RuleIds.MapAsValue, Operation, Instance?.Syntax.ToString() ?? "");
    }

    /// <summary>The address of the map it is called on: a field's, or what another map held.</summary>
    public Value MapAddress()
    {
        if (Lowering.DeclaredMapOf(Instance) is { } map) return B.MapAddress(map.Field.Name);
        _ = Map(); // reports what is no map
        Value held = This();
        Lowering.GuardNull(held);
        return held;
    }

    /// <summary>The address of the map that an argument has to name.</summary>
    public Value MapAddress(int ordinal) => Map(ordinal) is { } map
        ? B.MapAddress(map.Field.Name)
        : throw Lowering.Report(RuleIds.MapAsValue, Operation, ArgumentOf(ordinal).Syntax.ToString());

    /// <summary>The map that an argument names; null where it names none.</summary>
    public DeclaredMap? Map(int ordinal) => Lowering.DeclaredMapOf(Argument(ordinal).Value);

    /// <summary>The layout of a type that others than the program read or write, which must have one.</summary>
    public TypeLayout LayoutOf(ITypeSymbol type) => Lowering.SharedLayoutOf(type, Operation);

    /// <summary>A truth value.</summary>
    public Operand Bool(Value value) => Operand.Of(value, Type);

    /// <summary>A number, wider or narrower, as what the call yields.</summary>
    public Operand Number(Value value)
    {
        Scalar type = Scalar.Of(Type)!.Value;
        if (value.Type.Kind == IrKind.I64 && !type.Is64) value = B.Trunc(value);
        else if (value.Type.Kind == IrKind.I32 && type.Is64) value = B.ZExt(value);
        return Operand.Of(Numbers.Fit(B, value, type), Type);
    }

    private IArgumentOperation Argument(int ordinal)
    {
        foreach (IArgumentOperation argument in _arguments)
            if (argument.Parameter?.Ordinal == ordinal) return argument;

        throw Lowering.Unsupported(Operation);
    }
}
