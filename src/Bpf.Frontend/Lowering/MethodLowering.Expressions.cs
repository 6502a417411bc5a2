using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Intrinsics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Expressions for their value.</summary>
internal sealed partial class MethodLowering
{
    private void Statement(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                Discard(statement.Operation);
                break;
            case IFlowCaptureOperation capture:
                Capture(capture);
                break;
            default:
                Discard(operation);
                break;
        }
    }

    private void Discard(IOperation operation) => Lower(operation);

    /// <summary>The register value of an expression.</summary>
    public Value ValueOf(IOperation operation) => Lower(operation).Value ?? throw Unsupported(operation);

    /// <summary>Evaluates an expression once, here.</summary>
    public Operand Lower(IOperation operation)
    {
        Core.Explain.SourceLocation? outer = B.Location;
        B.Location = LocationOf(operation);
        try
        {
            return LowerHere(operation);
        }
        finally
        {
            B.Location = outer;
        }
    }

    private Operand LowerHere(IOperation operation)
    {
        // A capture of a negated condition says the constant of what is negated.
        if (operation is not IFlowCaptureReferenceOperation && operation.ConstantValue is { HasValue: true, Value: { } constant } && operation.Type is { } constantType
            && Scalar.Of(TypeOf(constantType)) is { } scalar && ScalarBytes.ToInt64(constant) is { } number)
            return Operand.Of(Numbers.Const(B, scalar, number), TypeOf(constantType));

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Lower(parenthesized.Operand);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return _matched ?? throw Unsupported(operation);
            case IFieldReferenceOperation { Field.IsStatic: true } external when KernelVariable.Of(external.Field) is { } variable:
                return ReadKernelVariable(external, variable);
            case IFieldReferenceOperation { Field: { IsStatic: true, Type: IArrayTypeSymbol } } array:
                return ReadOnlyArray(array) ?? throw Report(RuleIds.ForeignField, operation, array.Field.Shown());
            case IInlineArrayAccessOperation { Argument: IRangeOperation range } part:
                SpanValue whole = SpanOfArray(part.Instance, TypeOf(part.Type!)).Span!;
                return Part(whole, range, ElementOfSpan(TypeOf(part.Type!))!, TypeOf(part.Type!), operation);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } part when ElementOfSpan(part.Instance.Type) is not null:
                return Part(SpanOf(part.Instance), range, TypeOf(ElementOfSpan(TypeOf(part.Type!)) ?? throw Unsupported(operation)), TypeOf(part.Type!), operation);
            case IFieldReferenceOperation { Field.IsFixedSizeBuffer: true } buffer:
                return Operand.Of(AddressOf(FieldPlace(buffer)), TypeOf(operation.Type!));
            case IAddressOfOperation address:
                return AddressOf(address);
            case { Kind: OperationKind.None } when IsPointedTo(operation):
                return Read(PointedTo(operation));
            case { Kind: OperationKind.None } when IsPinnedAddress(operation):
                return Lower(operation.ChildOperations.First());
            case IImplicitIndexerReferenceOperation or IArrayElementReferenceOperation:
                return Read(PlaceOf(operation));
            case ICollectionExpressionOperation collection:
                return Collection(collection);
            case IUtf8StringOperation text:
                return Utf8(text);
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax }:
                return StackAlloc(operation);
            case ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IFieldReferenceOperation
                or IInlineArrayAccessOperation or IDeclarationExpressionOperation:
                return operation is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } && ReadOnlyConstant(field) is { } known
                    ? Operand.Of(Numbers.Const(B, Scalar.Of(field.Type)!.Value, known), field.Type)
                    : Read(PlaceOf(operation));
            case IFlowCaptureReferenceOperation reference:
                return ReadCapture(reference);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IDefaultValueOperation:
                return Default(TypeOf(operation.Type!), operation);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment);
            case ICompoundAssignmentOperation compound:
                return Compound(compound);
            case IIncrementOrDecrementOperation increment:
                return Increment(increment);
            case IIsPatternOperation pattern:
                return Operand.Of(IsPattern(pattern), operation.Type!);
            case ITupleOperation tuple:
                return Tuple(tuple);
            case ITupleBinaryOperation tuples:
                return TupleBinary(tuples);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction);
            case IIsNullOperation isNull:
                return Operand.Of(IsNull(isNull), operation.Type!);
            case ISizeOfOperation sizeOf:
                return Operand.Of(B.I32(SharedLayoutOf(sizeOf.TypeOperand, operation).Size), operation.Type!);
            default:
                throw Unsupported(operation);
        }
    }

    /// <summary>The value of a static readonly field with a constant initializer; null for others.</summary>
    private long? ReadOnlyConstant(IFieldSymbol field)
    {
        if (field.Attribute(WellKnownNames.ConfigAttribute) is not null || Scalar.Of(field.Type) is null || HasStaticConstructor(field)) return null;
        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(_context.Cancellation) is not
                Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: { } value }) return 0;
            SemanticModel model = _context.Compilation.GetSemanticModel(value.SyntaxTree);
            _context.TouchedTrees.Add(value.SyntaxTree);
            IOperation? operation = model.GetOperation(value, _context.Cancellation)?.Parent is IConversionOperation implicitly
                ? implicitly : model.GetOperation(value, _context.Cancellation);
            return operation is { ConstantValue: { HasValue: true, Value: { } constant } } ? ScalarBytes.ToInt64(constant) : null;
        }

        return null;
    }

    /// <summary>True where code may have given a static readonly field another value than its initializer.</summary>
    private static bool HasStaticConstructor(IFieldSymbol field) => field.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared);

    private Operand Property(IPropertyReferenceOperation operation)
    {
        if (CurrentElement(operation) is { } element) return Read(element);
        IPropertySymbol property = operation.Property;
        if (IntrinsicTable.Find(property) is { } intrinsic) return intrinsic(new(this, operation, operation.Instance, operation.Arguments, property.GetMethod!));
        if (property.ReturnsByRef || property.ReturnsByRefReadonly || (BackingFieldOf(property) is not null && IsAutomatic(property))) return Read(PlaceOf(operation));
        if (property.IsStatic && BackingFieldOf(property) is not null && IsAutomatic(property)) throw Report(RuleIds.ForeignField, operation, property.Shown());
        if (property.GetMethod is not { } getter) throw Unsupported(operation);
        getter = ImplementationOf(getter, operation.ConstrainedToType, operation.Instance);
        return NumberMembers.Find(getter) is { } number
            ? number(new(this, operation, operation.Instance, operation.Arguments, getter))
            : Inline(operation, getter, operation.Instance, operation.Arguments, null);
    }

    private Value IsNull(IIsNullOperation operation)
    {
        Operand value = Lower(operation.Operand);
        return value.Memory is { } memory && HeldBy(value.Type) is not null ? Not(HasValue(memory)) : throw Unsupported(operation);
    }

    /// <summary>The field behind an automatic property of a struct; null for others.</summary>
    private static IFieldSymbol? BackingFieldOf(IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)) return field;
        }

        return null;
    }

    private Operand Default(ITypeSymbol type, IOperation where)
    {
        if (Scalar.Of(type) is { } scalar) return Operand.Of(Numbers.Const(B, scalar, 0), type);
        if (ElementOfSpan(type) is not null) return Operand.Of(EmptySpan(), type);
        if (IsPointerType(type)) return Operand.Of(B.Null(IrType.Ptr(Provenance.None)), type);
        Place memory = Temporary(type, where, null);
        Zero(memory, where);
        return Operand.In(memory, isOwned: true);
    }

    /// <summary>Types of the kernel-side API that are one pointer.</summary>
    private static bool IsPointerType(ITypeSymbol type) =>
        IsPointer(type) || type.Is(WellKnownNames.Ref) || type.Is(WellKnownNames.Reservation) || type.Is(WellKnownNames.XdpContext)
        || type.Is(WellKnownNames.PacketData) || type.Is(WellKnownNames.LockScope) || IsMap(type);

    /// <summary>True for map classes: a variable of one holds a map that another map held.</summary>
    private static bool IsMap(ITypeSymbol type) => type.IsReferenceType && Declarations.MapClasses.Find(type.MetadataFullName()) is { CanBeInner: true };
}
