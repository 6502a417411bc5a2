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
}
