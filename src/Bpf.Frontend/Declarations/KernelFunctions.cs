using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Frontend.Declarations;

/// <summary>Finds the methods that declare functions of the kernel's and leave their body to the build.</summary>
internal static class KernelFunctions
{
    private static readonly SymbolDisplayFormat s_declaration = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeModifiers);

    /// <summary>Those of a class.</summary>
    public static IEnumerable<KernelFunctionModel> Of(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method is not { IsPartialDefinition: true, PartialImplementationPart: null } || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax syntax) continue;
            if (method.Attribute(WellKnownNames.KfuncAttribute)?.ConstructorArguments is not [{ Value: string name }]) continue;
            string result = method.ReturnsVoid ? "void" : method.ReturnType.SourceName();
            yield return new(name, string.Join(" ", syntax.Modifiers.Select(m => m.Text)) + " " + result + " " + method.ToDisplayString(s_declaration));
        }
    }
}
