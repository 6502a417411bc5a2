using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Members that the compiler makes for record structs: equality, field by field.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>A synthesized <c>==</c>, <c>!=</c> or <c>Equals</c> of a record struct; null for other methods.</summary>
    private Operand? RecordMember(IMethodSymbol method, IOperation where, Operand left, Operand right)
    {
        if (!method.IsImplicitlyDeclared || method.ContainingType is not { IsRecord: true, IsValueType: true }) return null;
        ITypeSymbol type = TypeOf(method.ReturnType);
        return method.Name switch
        {
            WellKnownMemberNames.EqualityOperatorName or nameof(Equals) => Operand.Of(SameRecord(left, right, where), type),
            WellKnownMemberNames.InequalityOperatorName => Operand.Of(Not(SameRecord(left, right, where)), type),
            _ => null,
        };
    }

    private Value SameRecord(Operand left, Operand right, IOperation where)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)left.Type!;
        IMethodSymbol? own = type.GetMembers(nameof(Equals)).OfType<IMethodSymbol>()
            .FirstOrDefault(m => m.Parameters is [{ Type: var other }] && SymbolEqualityComparer.Default.Equals(other, type));
        if (own is { IsImplicitlyDeclared: false })
            return Run(where, own, left.Memory ?? throw Unsupported(where), [KeptCopy(right, where)], null).Value!;
        if (left.Memory is not { } a || right.Memory is not { } b) throw Unsupported(where);
        Value all = B.I32(1);
        foreach (FieldLayout field in LayoutOf(type, where).Fields)
        {
            if (field.Layout.Element is not null) throw Report(RuleIds.UnknownConstruct, where, "Equality of '" + type.Shown() + "', which holds '" + field.Layout.Type.Shown() + "',");
            all = Both(all, () => SameValues(Read(a.Field(field.Offset, field.Layout.Type)), Read(b.Field(field.Offset, field.Layout.Type)), where));
        }

        return all;
    }
}
