using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>What an expression yields: a value in SSA form, an aggregate in memory, a trace message being put together, or nothing.</summary>
internal sealed class Operand
{
    private Operand(ITypeSymbol? type) => Type = type;

    /// <summary>Nothing: a call of a void method.</summary>
    public static Operand Nothing { get; } = new(null);

    /// <summary>Its C# type; null for nothing.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The number or pointer, for types held in a register.</summary>
    public Value? Value { get; private init; }

    /// <summary>Where the aggregate is.</summary>
    public Place? Memory { get; private init; }

    /// <summary>True where nobody else can reach <see cref="Memory"/>: it may be kept without a copy.</summary>
    public bool IsOwned { get; private init; }

    /// <summary>The span, for spans and arrays of constants.</summary>
    public SpanValue? Span { get; private init; }

    /// <summary>The element, for elements of maps.</summary>
    public ElementValue? Element { get; private init; }

    /// <summary>The message, for interpolated string handlers.</summary>
    public TraceMessage? Trace { get; private init; }

    public static Operand Of(Value value, ITypeSymbol type) => new(type) { Value = value };

    public static Operand In(Place memory, bool isOwned) => new(memory.Type) { Memory = memory, IsOwned = isOwned };

    public static Operand Of(SpanValue span, ITypeSymbol type) => new(type) { Span = span };

    public static Operand Of(ElementValue element, ITypeSymbol type) => new(type) { Element = element };

    public static Operand Of(TraceMessage trace, ITypeSymbol type) => new(type) { Trace = trace };
}
