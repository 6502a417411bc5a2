using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Conversions between types.</summary>
internal sealed partial class MethodLowering
{
    private Operand Convert(IConversionOperation conversion)
    {
        if (ElementOfSpan(TypeOf(conversion.Type!)) is not null && AsSpan(conversion, TypeOf(conversion.Type!)) is { } span) return span;
        if (conversion.OperatorMethod is { } method && !IsNative(method.ContainingType))
        {
            if (HeldBy(conversion.Operand.Type) is not null && HeldBy(method.Parameters[0].Type) is null) return LiftedConversion(conversion, method);
            ITypeSymbol taken = TypeOf(Resolved(method).Parameters[0].Type);
            Operand given = Lower(conversion.Operand);
            Operand made = InvokeConversion(method, given.Memory is null ? ConvertValue(given, taken, conversion.IsChecked, conversion) : given, conversion);
            return made.Type is null ? made : ConvertValue(made, TypeOf(conversion.Type!), conversion.IsChecked, conversion);
        }

        ITypeSymbol to = TypeOf(conversion.Type!);
        if (conversion.Operand.Type is null && conversion.Operand is not ITupleOperation)
            return conversion.Operand.ConstantValue.HasValue ? Default(to, conversion) : throw Unsupported(conversion);
        bool isUnsaid = HeldBy(conversion.Operand.Type) is not null || IsEnum(conversion.Operand.Type) || IsEnum(to) || to.IsTupleType;
        return ConvertValue(Lower(conversion.Operand), to, conversion.IsChecked || (isUnsaid && !conversion.IsImplicit && IsInChecked(conversion.Syntax)), conversion);
    }

    /// <summary>A conversion to a span: of another span, an array, an inline array, or what is made for it; null for others.</summary>
    private Operand? AsSpan(IConversionOperation conversion, ITypeSymbol type)
    {
        IOperation from = conversion.Operand;
        if (type.Is("System.ReadOnlySpan`1") && from is IArrayCreationOperation && ConstantData.ElementsOf(from) is { } elements)
        {
            TypeLayout element = LayoutOf(ElementOfSpan(type)!, conversion);
            if (ConstantData.Of(elements, element) is { Length: > 0 } bytes) return Operand.Of(DataSpan(bytes, bytes.Length / element.Size, element), type);
        }

        if (from.Type is null) return null;
        if (ElementOfSpan(TypeOf(from.Type)) is { } held)
        {
            return IsSameButForNames(TypeOf(held), ElementOfSpan(type)!) ? Operand.Of(SpanOf(from), type) : null;
        }

        return TypeOf(from.Type).OriginalDefinition.Attribute(WellKnownNames.InlineArray) is not null ? SpanOfArray(from, type) : null;
    }

    /// <summary>True for equal types, and for tuples that name their elements differently.</summary>
    private static bool IsSameButForNames(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(
        (a as INamedTypeSymbol)?.TupleUnderlyingType ?? a, (b as INamedTypeSymbol)?.TupleUnderlyingType ?? b);

    private static bool IsEnum(ITypeSymbol? type) => type?.TypeKind == TypeKind.Enum;

    /// <summary>True where overflow is checked. Roslyn's operation says so for numbers, but not for nullable ones, enums and elements of tuples.</summary>
    private bool IsInChecked(SyntaxNode syntax)
    {
        for (SyntaxNode? node = syntax; node is not null; node = node.Parent)
        {
            if (node is CheckedExpressionSyntax or CheckedStatementSyntax) return node.IsKind(SyntaxKind.CheckedExpression) || node.IsKind(SyntaxKind.CheckedStatement);
        }

        return _context.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
    }

    /// <summary>A value as another type, by C#'s built-in conversions.</summary>
    private Operand ConvertValue(Operand value, ITypeSymbol to, bool isChecked, IOperation where)
    {
        ITypeSymbol from = value.Type ?? throw Unsupported(where);
        if (SymbolEqualityComparer.Default.Equals(from, to)) return value;
        if (IsPointer(from) && IsPointer(to)) return Operand.Of(value.Value!, to);
        if (IsPointer(from) && Scalar.Of(to) is { } address)
            return Operand.Of(ConvertNumber(B.Bitcast(value.Value!, IrType.I64), new(8, false), address, isChecked), to);
        if (IsPointer(to)) throw Report(RuleIds.Pointer, where, ConstructNames.Shortened(where.Syntax));
        if (Scalar.Of(from) is { } source && Scalar.Of(to) is { } target && value.Value is { } number)
            return Operand.Of(ConvertNumber(number, source, target, isChecked), to);
        if (HeldBy(to) is { } held)
        {
            (Value has, System.Func<Operand> inner) = Lifted(value, where);
            return NullableWhere(has, to, () => ConvertValue(inner(), held, isChecked, where), where);
        }

        if (HeldBy(from) is not null)
        {
            Place nullable = NullableOf(value, where);
            Guard(Not(HasValue(nullable)), FaultKind.NullableWithoutValue);
            return ConvertValue(Read(HeldPlace(nullable, where)), to, isChecked, where);
        }

        if (from is INamedTypeSymbol { IsTupleType: true } && to is INamedTypeSymbol { IsTupleType: true } tuple) return ConvertTuple(value, tuple, isChecked, where);
        throw Unsupported(where);
    }

    /// <summary>A conversion method of T on a T?.</summary>
    private Operand LiftedConversion(IConversionOperation conversion, IMethodSymbol method)
    {
        (Value has, System.Func<Operand> held) = Lifted(Lower(conversion.Operand), conversion);
        ITypeSymbol to = TypeOf(conversion.Type!);
        if (HeldBy(to) is not null) return NullableWhere(has, to, () => InvokeConversion(method, held(), conversion), conversion);
        Guard(Not(has), FaultKind.NullableWithoutValue);
        return InvokeConversion(method, held(), conversion);
    }

    private Value ConvertNumber(Value value, Scalar from, Scalar to, bool isChecked) =>
        isChecked ? Overflow.Convert(this, value, from, to) : Numbers.Convert(B, value, from, to);

    private Operand ConvertBy(CommonConversion conversion, Operand value, IOperation where)
    {
        if (conversion.IsIdentity) return value;
        if (conversion.MethodSymbol is { } method) return InvokeOperator(method, where, [value]);
        throw Report(RuleIds.UnknownConstruct, where, ConstructNames.Of(where));
    }

    /// <summary>As <see cref="ConvertBy"/>, for numbers: their built-in conversions are made by the caller.</summary>
    private Operand ConvertByMethod(CommonConversion conversion, Operand value, IOperation where) =>
        conversion.MethodSymbol is { } method ? InvokeConversion(method, value, where) : value;

    /// <summary>Calls a conversion method; unlike an operator's, its result has not the type of the whole operation.</summary>
    private Operand InvokeConversion(IMethodSymbol method, Operand value, IOperation where)
    {
        Operand converted = InvokeOperator(method, where, [value]);
        return converted.Value is { } number ? Operand.Of(number, TypeOf(method.ReturnType)) : converted;
    }

    /// <summary>
    /// The implicit conversions of a structure to and from a number, which C# uses for <c>++</c> and <c>--</c> and Roslyn doesn't name
    /// there; null for other types, or where there is more than one to choose from.
    /// </summary>
    private static (IMethodSymbol To, IMethodSymbol From)? NumberConversions(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Struct || type.SpecialType != SpecialType.None) return null;
        IMethodSymbol? to = null, from = null;
        foreach (ISymbol member in type.GetMembers(WellKnownMemberNames.ImplicitConversionName))
        {
            if (member is not IMethodSymbol { Parameters: [{ Type: { } source }] } method) continue;
            if (SymbolEqualityComparer.Default.Equals(source, type))
            {
                if (to is not null) return null;
                to = method;
            }
            else if (from is null) from = method;
            else return null;
        }

        return to is null || from is null || !SymbolEqualityComparer.Default.Equals(to.ReturnType, from.Parameters[0].Type) ? null : (to, from);
    }
}
