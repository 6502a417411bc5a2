using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Patterns, as conditions. They test numbers and fields, so that testing more than C# would needs no guard.</summary>
internal sealed partial class MethodLowering
{
    private Value IsPattern(IIsPatternOperation operation)
    {
        Operand value = Lower(operation.Value);
        return Matches(operation.Pattern, value);
    }

    private Value Matches(IPatternOperation pattern, Operand value)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } constant } }
                when ScalarBytes.ToInt64(constant) is { } number && Scalar.Of(value.Type!) is { } scalar:
                return B.Compare(IrOp.Eq, value.Value!, Numbers.Const(B, scalar, number));
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } bound } } relational
                when ScalarBytes.ToInt64(bound) is { } number && Scalar.Of(value.Type!) is { } scalar
                && Comparison(relational.OperatorKind, scalar.Signed) is { } comparison:
                Value limit = Numbers.Const(B, scalar, number);
                return relational.OperatorKind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
                    ? B.Compare(comparison, limit, value.Value!) : B.Compare(comparison, value.Value!, limit);
            case INegatedPatternOperation negated:
                Value matched = Matches(negated.Pattern, value);
                return matched.Op == IrOp.Const ? B.I32(matched.Constant == 0 ? 1 : 0) : B.Compare(IrOp.Eq, matched, B.I32(0));
            case IBinaryPatternOperation binary:
                Value left = Matches(binary.LeftPattern, value);
                Value right = Matches(binary.RightPattern, value);
                return B.Binary(binary.OperatorKind == BinaryOperatorKind.Or ? IrOp.Or : IrOp.And, left, right);
            case IDiscardPatternOperation:
                return B.I32(1);
            case IDeclarationPatternOperation variable when variable.MatchesNull || IsOwnType(variable.MatchedType, value):
                Declare(variable.DeclaredSymbol, value, pattern);
                return B.I32(1);
            case ITypePatternOperation type when IsOwnType(type.MatchedType, value):
                return B.I32(1);
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true } properties:
                return MatchesProperties(properties, value);
            default:
                throw Report(RuleIds.Pattern, pattern, ConstructNames.Of(pattern));
        }
    }

    private Value MatchesProperties(IRecursivePatternOperation pattern, Operand value)
    {
        if (value.Memory is not { } memory) throw Report(RuleIds.Pattern, pattern, ConstructNames.Of(pattern));
        Value all = B.I32(1);
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            Operand member = part.Member switch
            {
                IFieldReferenceOperation field => Read(FieldOf(memory, field.Field, part)),
                IPropertyReferenceOperation property when BackingFieldOf(property.Property) is { } backing && IsAutomatic(property.Property) =>
                    Read(FieldOf(memory, backing, part)),
                _ => throw Report(RuleIds.Pattern, part, ConstructNames.Of(part)),
            };
            all = B.Binary(IrOp.And, all, Matches(part.Pattern, member));
        }

        Declare(pattern.DeclaredSymbol, value, pattern);
        return all;
    }

    private bool IsOwnType(ITypeSymbol? matched, Operand value) =>
        matched is { IsValueType: true } && SymbolEqualityComparer.Default.Equals(TypeOf(matched), value.Type);

    private void Declare(ISymbol? symbol, Operand value, IOperation where)
    {
        if (symbol is ILocalSymbol local) Assign(VariableOf(local, where), value, where);
    }
}
