using System.Linq;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Frontend.Declarations;

/// <summary>What a class must be for a generator to add to it.</summary>
internal static class ClassShape
{
    /// <summary>Reports what it isn't; true where a part can be added.</summary>
    public static bool Check(INamedTypeSymbol @class, DiagnosticBag diagnostics)
    {
        if (!@class.IsStatic) diagnostics.Report(RuleIds.ObjectClassShape, @class, @class.Shown());
        bool extensible = !@class.IsFileLocal;
        if (!extensible) diagnostics.Report(RuleIds.ObjectFileLocal, @class, @class.Name);
        for (INamedTypeSymbol? type = @class; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                diagnostics.Report(RuleIds.ObjectGeneric, @class, @class.Shown());
                extensible = false;
            }

            if (!IsPartial(type))
            {
                diagnostics.Report(RuleIds.ObjectNotPartial, type, type.Shown(), @class.Shown());
                extensible = false;
            }
        }

        return extensible;
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(
        reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
