using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Something that can be read, written or referred to: a C# variable.</summary>
internal sealed record Place
{
    private Place(ITypeSymbol type) => Type = type;

    /// <summary>The variable's type.</summary>
    public ITypeSymbol Type { get; init; }

    /// <summary>Memory: base pointer.</summary>
    public Value Address { get; private init; } = null!;

    /// <summary>Memory: bytes from the base.</summary>
    public long Offset { get; private init; }

    /// <summary>Set for variables that hold a reference (<c>Ref&lt;T&gt;</c>); they have no address of their own.</summary>
    public PointerVariable? Pointer { get; private init; }

    /// <summary>Set for variables of span types; they have no address of their own.</summary>
    public SpanVariable? Span { get; private init; }

    /// <summary>Set for variables that hold an element of a map; they have no address of their own.</summary>
    public ElementVariable? Element { get; private init; }

    /// <summary>True where C# forbids writing: a call of a method that may write gets a copy.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>True for a <c>volatile</c> field: reads and writes of it order others.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>The values a config field may have; null for other variables.</summary>
    public ConfigRange? Range { get; init; }

    /// <summary>The field of a kernel structure that it is; null for other variables.</summary>
    public KernelAccess? Kernel { get; init; }

    public static Place At(Value address, long offset, ITypeSymbol type) => new(type) { Address = address, Offset = offset };

    public static Place Of(PointerVariable pointer, ITypeSymbol type) => new(type) { Pointer = pointer };

    public static Place Of(SpanVariable span, ITypeSymbol type) => new(type) { Span = span };

    public static Place Of(ElementVariable element, ITypeSymbol type) => new(type) { Element = element };

    /// <summary>A part of it.</summary>
    public Place Field(long offset, ITypeSymbol type) => this with { Offset = Offset + offset, Type = type, Range = null, Kernel = null };
}
