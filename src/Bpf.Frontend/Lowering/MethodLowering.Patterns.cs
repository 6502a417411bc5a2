using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Patterns, as conditions. What only reads numbers is tested whether or not what comes before has matched, which saves branches; what runs code
/// or needs a value to be there is tested behind what comes before.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>What is matched by the pattern at hand: the instance of the members that it names.</summary>
    private Operand? _matched;

    private Value IsPattern(IIsPatternOperation operation)
    {
        Operand value = Lower(operation.Value);
        return Matches(operation.Pattern, value);
    }

    private Value Matches(IPatternOperation pattern, Operand value)
    {
        if (HeldBy(value.Type) is not null && NeedsHeld(pattern, value))
        {
            Place nullable = NullableOf(value, pattern);
            return Both(HasValue(nullable), () => Matches(pattern, Read(HeldPlace(nullable, pattern))));
        }

        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when HeldBy(value.Type) is not null:
                return Not(HasValue(value.Memory ?? throw Unsupported(pattern)));
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
                return Not(Matches(negated.Pattern, value));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                Value one = Matches(either.LeftPattern, value);
                return IsPlain(either.RightPattern) ? B.Binary(IrOp.Or, one, Matches(either.RightPattern, value)) : Not(Both(Not(one), () => Not(Matches(either.RightPattern, value))));
            case IBinaryPatternOperation both:
                Value left = Matches(both.LeftPattern, value);
                return IsPlain(both.RightPattern) ? B.Binary(IrOp.And, left, Matches(both.RightPattern, value)) : Both(left, () => Matches(both.RightPattern, value));
            case IDiscardPatternOperation:
                return B.I32(1);
            case IDeclarationPatternOperation variable when variable.MatchesNull || IsOwnType(variable.MatchedType, value):
                Declare(variable.DeclaredSymbol, value, pattern);
                return B.I32(1);
            case ITypePatternOperation type when IsOwnType(type.MatchedType, value):
                return B.I32(1);
            case IRecursivePatternOperation parts when IsOwnType(parts.MatchedType, value):
                return MatchesParts(parts, value);
            case IListPatternOperation list when value.Span is { } span:
                return MatchesList(list, span, value.Type!);
            default:
                throw Report(RuleIds.Pattern, pattern, ConstructNames.Of(pattern));
        }
    }

    /// <summary>A list pattern: the length first, then the elements before a slice, the slice, and those after it, from the end.</summary>
    private Value MatchesList(IListPatternOperation pattern, SpanValue span, ITypeSymbol type)
    {
        ITypeSymbol element = TypeOf(ElementOfSpan(type)!);
        TypeLayout layout = LayoutOf(element, pattern);
        int slice = -1;
        for (int i = 0; i < pattern.Patterns.Length; i++)
            if (pattern.Patterns[i] is ISlicePatternOperation) slice = i;

        int least = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        Value all = slice < 0 ? B.Compare(IrOp.Eq, span.Length, B.I32(least)) : B.Compare(IrOp.LeU, B.I32(least), span.Length);
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            int at = i;
            IPatternOperation part = pattern.Patterns[i];
            if (part is IDiscardPatternOperation or ISlicePatternOperation { Pattern: null }) continue;
            all = Both(all, () => part is ISlicePatternOperation { Pattern: { } inner }
                ? Matches(inner, Operand.Of(Slice(span, B.I32(slice), B.Binary(IrOp.Sub, span.Length, B.I32(least)), element, pattern), TypeOf(inner.InputType)))
                : Matches(part, Read(ElementAt(span, slice >= 0 && at > slice ? B.Binary(IrOp.Sub, span.Length, B.I32(pattern.Patterns.Length - at)) : B.I32(at), layout))));
        }

        if (pattern.DeclaredSymbol is not null) Declare(pattern.DeclaredSymbol, Operand.Of(span, type), pattern);
        return all;
    }

    /// <summary>True for patterns that a nullable without a value never matches.</summary>
    private bool NeedsHeld(IPatternOperation pattern, Operand value) => pattern switch
    {
        IConstantPatternOperation constant => constant.Value.ConstantValue is { HasValue: true, Value: not null },
        IRelationalPatternOperation => true,
        IDeclarationPatternOperation variable => !variable.MatchesNull && !IsOwnType(variable.MatchedType, value),
        ITypePatternOperation type => !IsOwnType(type.MatchedType, value),
        IRecursivePatternOperation => true,
        _ => false,
    };

    /// <summary>True for tests of numbers: no harm in making them needlessly.</summary>
    private static bool IsPlain(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation or IRelationalPatternOperation or IDiscardPatternOperation => HeldBy(pattern.InputType) is null,
        IDeclarationPatternOperation => true,
        INegatedPatternOperation negated => IsPlain(negated.Pattern),
        IBinaryPatternOperation binary => IsPlain(binary.LeftPattern) && IsPlain(binary.RightPattern),
        _ => false,
    };

    private Value MatchesParts(IRecursivePatternOperation pattern, Operand value)
    {
        Value all = B.I32(1);
        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            bool isTuple = value.Type is INamedTypeSymbol { IsTupleType: true };
            if (!isTuple && pattern.DeconstructSymbol is not IMethodSymbol) throw Report(RuleIds.Pattern, pattern, ConstructNames.Of(pattern));
            Operand[]? pieces = isTuple ? null : Deconstructed(value, (IMethodSymbol)pattern.DeconstructSymbol!, pattern.DeconstructionSubpatterns.Length, pattern);
            for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
                all = AndMatches(all, pattern.DeconstructionSubpatterns[i], pieces?[i] ?? Read(ElementOf(value.Memory!, i, pattern)));
        }

        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
            all = MemberOf(part, value) is { } member ? AndMatches(all, part.Pattern, member) : Both(all, () => Matches(part.Pattern, MemberByCode(part, value)));

        Declare(pattern.DeclaredSymbol, value, pattern);
        return all;
    }

    private Value AndMatches(Value before, IPatternOperation pattern, Operand value) => IsPlain(pattern)
        ? B.Binary(IrOp.And, before, Matches(pattern, value))
        : Both(before, () => Matches(pattern, value));

    /// <summary>A member that is only read; null for one that runs code.</summary>
    private Operand? MemberOf(IPropertySubpatternOperation part, Operand value)
    {
        IFieldSymbol? field = part.Member switch
        {
            IFieldReferenceOperation reference => reference.Field,
            IPropertyReferenceOperation { Property: var property } when IsAutomatic(property) => BackingFieldOf(property),
            _ => null,
        };
        return field is null || value.Memory is null ? null : Read(FieldOf(value.Memory, field, part));
    }

    private Operand MemberByCode(IPropertySubpatternOperation part, Operand value)
    {
        if (part.Member is not IPropertyReferenceOperation) throw Report(RuleIds.Pattern, part, ConstructNames.Of(part));
        Operand? outer = _matched;
        _matched = value;
        try
        {
            return Lower(part.Member);
        }
        finally
        {
            _matched = outer;
        }
    }

    private bool IsOwnType(ITypeSymbol? matched, Operand value) =>
        matched is { IsValueType: true } && SymbolEqualityComparer.Default.Equals(TypeOf(matched), value.Type);

    private void Declare(ISymbol? symbol, Operand value, IOperation where)
    {
        if (symbol is ILocalSymbol local) Assign(VariableOf(local, where), value, where);
    }
}
