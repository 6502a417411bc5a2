using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Layout;

/// <summary>Computes layouts by the CLR's rules for unmanaged types (64-bit), once a type.</summary>
/// <remarks>
/// Tuples, nullable values and structs of automatic layout have none that kernel and user space could agree on: the CLR orders their fields as it
/// likes. Variables that never leave a program may have such types all the same, in an order of our own.
/// </remarks>
internal sealed class TypeLayouts
{
    /// <summary>What the kernel keeps of a dynptr (16 bytes), and a word of ours: whether there is nothing to release.</summary>
    private const int DynptrWords = 3;

    private readonly Compilation _compilation;
    private readonly bool _ofLocals;
    private readonly Dictionary<ITypeSymbol, (TypeLayout? Layout, LayoutProblem? Problem)> _cache =
        new(SymbolEqualityComparer.Default);

    /// <param name="compilation">The compilation.</param>
    /// <param name="ofLocals">True for variables that nobody outside of the program sees.</param>
    public TypeLayouts(Compilation compilation, bool ofLocals = false)
    {
        _compilation = compilation;
        _ofLocals = ofLocals;
    }

    /// <summary>True once a type was seen whose structures lie over each other in part (<c>[FieldOffset]</c>): copies between them are of overlapping memory.</summary>
    public bool HaveOverlaps { get; private set; }

    /// <summary>The layout of a type that must have one.</summary>
    /// <exception cref="LayoutException">It has none.</exception>
    public TypeLayout Of(ITypeSymbol type)
    {
        if (!_cache.TryGetValue(type, out (TypeLayout? Layout, LayoutProblem? Problem) known))
        {
            try
            {
                known = (Compute(type), null);
            }
            catch (LayoutException e)
            {
                known = (null, e.Problem);
            }

            _cache.Add(type, known);
        }

        return known.Layout ?? throw new LayoutException(known.Problem!);
    }

    /// <summary>The layout of a type, or what is wrong with it.</summary>
    public bool TryGet(ITypeSymbol type, out TypeLayout layout, out LayoutProblem? problem)
    {
        problem = null;
        layout = null!;
        try
        {
            layout = Of(type);
            return true;
        }
        catch (LayoutException e)
        {
            problem = e.Problem;
            return false;
        }
    }

    private TypeLayout Compute(ITypeSymbol type)
    {
        if (Scalar.Of(type) is { } scalar)
            return new() { Type = type, Size = scalar.Width, Alignment = scalar.Width, Scalar = scalar };

        if (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
            || type.Is("System.Half")) throw new LayoutException(new(LayoutProblemKind.Float, type));
        if (type.IsReferenceType || type is ITypeParameterSymbol { HasUnmanagedTypeConstraint: false })
            throw new LayoutException(new(LayoutProblemKind.Managed, type));
        if (_ofLocals && type is INamedTypeSymbol { IsTupleType: true } tuple) return OfTuple(tuple);
        if (_ofLocals && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var held] }) return OfNullable(type, Of(held));
        if (_ofLocals && type.Is(WellKnownNames.Dynptr)) return OfWords(type, DynptrWords);
        bool isOwnRefStruct = _ofLocals && type.IsRefLikeType && !type.DeclaringSyntaxReferences.IsEmpty;
        if ((type.IsRefLikeType && !isOwnRefStruct) || type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } named
            || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || named.IsTupleType)
            throw new LayoutException(new(NotDataOrAuto(type), type));

        DeclaredLayout declared = DeclaredLayout.Of(named, _compilation);
        if (declared.Kind == LayoutKind.Auto && !_ofLocals) throw new LayoutException(new(LayoutProblemKind.Auto, type));
        bool isSystem = named.ContainingNamespace is { } ns && (ns.ToDisplayString() + ".").StartsWith("System.", StringComparison.Ordinal);
        if (isSystem && named.DeclaringSyntaxReferences.IsEmpty) throw new LayoutException(new(LayoutProblemKind.Opaque, type));

        ImmutableArray<IFieldSymbol> fields = named.InstanceFields();
        if (named.OriginalDefinition.Attribute(WellKnownNames.InlineArray)?.ConstructorArguments is [{ Value: int count }] && fields.Length == 1)
        {
            TypeLayout element = Of(fields[0].Type);
            return new() { Type = type, Size = element.Size * count, Alignment = element.Alignment, Element = element, Count = count };
        }

        return OfFields(named, fields, declared);

        static LayoutProblemKind NotDataOrAuto(ITypeSymbol type) =>
            type is INamedTypeSymbol { IsTupleType: true } || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
                ? LayoutProblemKind.Auto : LayoutProblemKind.NotData;
    }

    /// <summary>Words that have a meaning of their own.</summary>
    private TypeLayout OfWords(ITypeSymbol type, int count)
    {
        TypeLayout word = Of(_compilation.GetSpecialType(SpecialType.System_UInt64));
        return new() { Type = type, Size = word.Size * count, Alignment = word.Alignment, Element = word, Count = count };
    }

    /// <summary>The elements of a tuple in their order, also where there are more than the seven that one of the CLR's types holds.</summary>
    private TypeLayout OfTuple(INamedTypeSymbol type)
    {
        ImmutableArray<FieldLayout>.Builder placed = ImmutableArray.CreateBuilder<FieldLayout>(type.TupleElements.Length);
        int end = 0;
        int alignment = 1;
        foreach (IFieldSymbol element in type.TupleElements)
        {
            TypeLayout layout = Of(element.Type);
            int offset = Align(end, layout.Alignment);
            placed.Add(new(element.CorrespondingTupleField ?? element, offset, layout));
            end = offset + layout.Size;
            alignment = Math.Max(alignment, layout.Alignment);
        }

        return new() { Type = type, Size = Align(Math.Max(end, 1), alignment), Alignment = alignment, Fields = placed.ToImmutable() };
    }

    private static TypeLayout OfNullable(ITypeSymbol type, TypeLayout held) => new()
    {
        Type = type,
        Size = held.Alignment + Align(held.Size, held.Alignment),
        Alignment = held.Alignment,
        Underlying = held,
    };

    private TypeLayout OfFields(INamedTypeSymbol type, ImmutableArray<IFieldSymbol> fields, DeclaredLayout declared)
    {
        ImmutableArray<FieldLayout>.Builder placed = ImmutableArray.CreateBuilder<FieldLayout>(fields.Length);
        int end = 0;
        int alignment = 1;
        foreach (IFieldSymbol field in fields)
        {
            TypeLayout layout = OfField(field);
            int fieldAlignment = declared.Pack > 0 ? Math.Min(declared.Pack, layout.Alignment) : layout.Alignment;
            int offset = declared.Kind == LayoutKind.Explicit
                ? DeclaredLayout.OffsetOf(field, _compilation) ?? 0
                : Align(end, fieldAlignment);
            placed.Add(new(field.OriginalDefinition, offset, layout));
            end = Math.Max(end, offset + layout.Size);
            alignment = Math.Max(alignment, fieldAlignment);
        }

        ImmutableArray<ParameterLayout>.Builder parameters = ImmutableArray.CreateBuilder<ParameterLayout>();
        foreach (IParameterSymbol parameter in PrimaryConstructors.KeptParameters(type, _compilation))
        {
            if (!_ofLocals) throw new LayoutException(new(LayoutProblemKind.Auto, type)); // fields whose place nobody declares
            TypeLayout layout = Of(parameter.Type);
            parameters.Add(new(parameter.OriginalDefinition, Align(end, layout.Alignment), layout));
            end = Align(end, layout.Alignment) + layout.Size;
            alignment = Math.Max(alignment, layout.Alignment);
        }

        HaveOverlaps |= declared.Kind == LayoutKind.Explicit && placed.Any(a => placed.Any(b => LieOverEachOther(a, b)));
        int size = declared.Size > 0 ? Math.Max(declared.Size, end) : Align(Math.Max(end, 1), alignment);
        return new() { Type = type, Size = size, Alignment = alignment, Fields = placed.ToImmutable(), Parameters = parameters.ToImmutable() };
    }

    /// <summary>True for structures of which one begins within the other.</summary>
    private static bool LieOverEachOther(FieldLayout a, FieldLayout b) => a.Layout.Scalar is null && b.Layout.Scalar is null
        && a.Offset < b.Offset && b.Offset < a.Offset + a.Layout.Size;

    private TypeLayout OfField(IFieldSymbol field)
    {
        if (field.RefKind != RefKind.None) throw new LayoutException(new(LayoutProblemKind.NotData, field.ContainingType));
        if (!field.IsFixedSizeBuffer) return Of(field.Type);
        TypeLayout element = Of(((IPointerTypeSymbol)field.Type).PointedAtType);
        return new()
        {
            Type = field.Type,
            Size = element.Size * field.FixedSize,
            Alignment = element.Alignment,
            Element = element,
            Count = field.FixedSize,
        };
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
