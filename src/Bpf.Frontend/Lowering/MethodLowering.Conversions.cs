using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Conversions between types.</summary>
internal sealed partial class MethodLowering
{
    private Operand Convert(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is { } method && !IsNative(method.ContainingType))
            return InvokeOperator(method, conversion, [Lower(conversion.Operand)]);
        ITypeSymbol to = TypeOf(conversion.Type!);
        if (conversion.Operand.Type is not { } operandType)
            return conversion.Operand.ConstantValue.HasValue ? Default(to, conversion) : throw Unsupported(conversion);
        ITypeSymbol from = TypeOf(operandType);
        if (Scalar.Of(from) is { } source && Scalar.Of(to) is { } target)
            return Operand.Of(ConvertNumber(ValueOf(conversion.Operand), source, target, conversion.IsChecked), to);
        if (SymbolEqualityComparer.Default.Equals(from, to)) return Lower(conversion.Operand);
        throw Unsupported(conversion);
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
