using System.Linq;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>Checks what a class says about its fields that means something on the CLR, and nothing or something else in the kernel.</summary>
internal sealed class FieldChecks(DiagnosticBag diagnostics)
{
    /// <summary>Reports what would be ignored.</summary>
    public void Check(INamedTypeSymbol @class)
    {
        foreach (IMethodSymbol constructor in @class.StaticConstructors.Where(c => !c.IsImplicitlyDeclared))
            diagnostics.Report(RuleIds.StaticConstructor, constructor, @class.Name);

        foreach (IFieldSymbol field in @class.GetMembers().OfType<IFieldSymbol>().Where(f => f.IsStatic && !f.IsImplicitlyDeclared))
        {
            if (field.Attribute(WellKnownNames.ThreadStatic) is not null) diagnostics.Report(RuleIds.ThreadStatic, field, field.Name);
            if (field.Attribute(WellKnownNames.ConfigAttribute) is not null && WhyNotSettable(field) is { } why)
                diagnostics.Report(RuleIds.ConfigNotSettable, field, field.Name, why);
        }
    }

    private static string? WhyNotSettable(IFieldSymbol field) =>
        field.IsConst ? "it is a constant, compiled into the programs"
        : MapClasses.Find(field.Type.MetadataFullName()) is not null ? "it is a map; LoadOptions has the sizes of maps"
        : field.IsReadOnly ? "it is readonly"
        : null;
}
