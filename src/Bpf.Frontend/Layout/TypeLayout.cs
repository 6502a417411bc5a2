using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Layout;

/// <summary>Where everything of a type is in memory.</summary>
internal sealed record TypeLayout
{
    /// <summary>The type.</summary>
    public required ITypeSymbol Type { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Alignment in bytes.</summary>
    public required int Alignment { get; init; }

    /// <summary>Set where the type is one number.</summary>
    public Scalar? Scalar { get; init; }

    /// <summary>The instance fields of a struct, in declaration order.</summary>
    public ImmutableArray<FieldLayout> Fields { get; init; } = [];

    /// <summary>The parameters of a primary constructor that the struct's members use: fields without a name.</summary>
    public ImmutableArray<ParameterLayout> Parameters { get; init; } = [];

    /// <summary>The element of an inline array or fixed buffer; null for others.</summary>
    public TypeLayout? Element { get; init; }

    /// <summary>What a nullable value holds; null for others. Its first byte says whether it holds one.</summary>
    public TypeLayout? Underlying { get; init; }

    /// <summary>Where in a nullable value the value is: behind the byte, aligned.</summary>
    public int ValueOffset => Alignment;

    /// <summary>How many elements there are.</summary>
    public int Count { get; init; }
}

/// <summary>A field and where it is.</summary>
/// <param name="Field">The field, as its containing type's definition has it.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Layout">The layout of its type.</param>
internal sealed record FieldLayout(IFieldSymbol Field, int Offset, TypeLayout Layout);

/// <summary>A kept parameter and where it is.</summary>
/// <param name="Parameter">The parameter, as its containing type's definition has it.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Layout">The layout of its type.</param>
internal sealed record ParameterLayout(IParameterSymbol Parameter, int Offset, TypeLayout Layout);

/// <summary>Why a type has no layout that kernel and user space agree on.</summary>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Type">The type that breaks it: the one asked for, or one nested in it.</param>
internal sealed record LayoutProblem(LayoutProblemKind Kind, ITypeSymbol Type);

/// <summary>The rules of layout.</summary>
internal enum LayoutProblemKind
{
    /// <summary>Holds a reference or is one.</summary>
    Managed,

    /// <summary>The CLR may reorder its fields.</summary>
    Auto,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A pointer, span, ref struct or another type that means nothing outside of the program.</summary>
    NotData,

    /// <summary>A type of another library whose fields are not known.</summary>
    Opaque,
}
