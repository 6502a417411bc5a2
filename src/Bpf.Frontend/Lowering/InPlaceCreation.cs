using System.Linq;
using Bpf.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Whether <c>target = new() { ... }</c> may write the target's fields one by one. C# fills a temporary first, so the initializers must neither
/// read the target nor leave on the way. What isn't known to be harmless counts as harmful: the temporary is always right.
/// </summary>
internal static class InPlaceCreation
{
    /// <summary>True where a whole creation with its initializers may be written into memory of that kind at once.</summary>
    public static bool IsHarmless(IOperation creation, Provenance target, System.Func<IParameterSymbol, Provenance> memoryOf) =>
        target is Provenance.Reservation or Provenance.MapValue && new Walk(target, memoryOf).Creates(creation);

    private sealed class Walk(Provenance target, System.Func<IParameterSymbol, Provenance> memoryOf)
    {
        public bool Creates(IOperation operation) => operation is IObjectCreationOperation { Arguments.IsEmpty: true, Type.IsValueType: true } creation
            && creation.Constructor is null or { IsImplicitlyDeclared: true }
            && (creation.Initializer is null || creation.Initializer.Initializers.All(Sets));

        private bool Sets(IOperation initializer) => initializer is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member } set
            && (member is IFieldReferenceOperation || MethodLowering.IsAutomatic(member.Member))
            && Reads(set.Value);

        /// <summary>True for values that don't come from memory that may be the target's, and cannot fault.</summary>
        private bool Reads(IOperation value) => value.ConstantValue.HasValue || value switch
        {
            IParenthesizedOperation inner => Reads(inner.Operand),
            ILocalReferenceOperation local => local.Local.RefKind == RefKind.None && !local.Local.Type.IsRefLikeType,
            IParameterReferenceOperation parameter => parameter.Parameter.RefKind == RefKind.None
                ? !parameter.Parameter.Type.IsRefLikeType
                : memoryOf(parameter.Parameter) is Provenance.Context or Provenance.Stack,
            IFieldReferenceOperation { Instance: { } owner } => Reads(owner),
            IPropertyReferenceOperation { Arguments.IsEmpty: true } property => IsOurs(property.Property)
                ? property.Instance is null || Reads(property.Instance) || IsContext(property.Instance) || IsOtherMemory(property)
                : property.Instance is not null && MethodLowering.IsAutomatic(property.Property) && Reads(property.Instance),
            IInvocationOperation { Instance: null } call => IsOurs(call.TargetMethod) && call.Arguments.All(a => a.Parameter is { RefKind: RefKind.None } && Reads(a.Value)),
            IConversionOperation { IsChecked: false } conversion => (conversion.OperatorMethod is null || IsOurs(conversion.OperatorMethod)) && Reads(conversion.Operand),
            IUnaryOperation { IsChecked: false, OperatorMethod: null } unary => Reads(unary.Operand),
            IBinaryOperation { IsChecked: false, OperatorMethod: null, OperatorKind: not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder) } binary =>
                Reads(binary.LeftOperand) && Reads(binary.RightOperand),
            IConditionalOperation { WhenFalse: { } no } choice => Reads(choice.Condition) && Reads(choice.WhenTrue) && Reads(no),
            IDefaultValueOperation => true,
            IObjectCreationOperation => Creates(value),
            _ => false,
        };

        private static bool IsOurs(ISymbol member) => member.ContainingNamespace is { Name: WellKnownNames.Namespace, ContainingNamespace.IsGlobalNamespace: true };

        private static bool IsContext(IOperation instance) => instance.Type.Is(WellKnownNames.XdpContext);

        /// <summary>A map's value cannot be part of a record that was just reserved.</summary>
        private bool IsOtherMemory(IPropertyReferenceOperation property) =>
            target == Provenance.Reservation && property.Property.ContainingType.Is(WellKnownNames.Ref) && property.Instance is ILocalReferenceOperation;
    }
}
