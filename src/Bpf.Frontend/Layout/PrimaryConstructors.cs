using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Frontend.Layout;

/// <summary>The parameters of primary constructors that live on in a struct, because its members use them.</summary>
internal static class PrimaryConstructors
{
    /// <summary>The parameters of a type's primary constructor that its members use, as the type is constructed.</summary>
    public static IEnumerable<IParameterSymbol> KeptParameters(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsRecord) yield break; // a record's are properties
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (!constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null })) continue;
            foreach (IParameterSymbol parameter in constructor.Parameters)
                if (IsUsed(type.OriginalDefinition, parameter.OriginalDefinition, compilation)) yield return parameter;
        }
    }

    /// <summary>True where a member's code names a parameter; initializers run in the constructor and don't count.</summary>
    private static bool IsUsed(INamedTypeSymbol type, IParameterSymbol parameter, Compilation compilation) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().SelectMany(t => t.Members)
        .SelectMany(m => m.DescendantNodes())
        .OfType<IdentifierNameSyntax>()
        .Where(n => n.Identifier.ValueText == parameter.Name && !IsInInitializer(n))
        .Any(n => SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(n.SyntaxTree).GetSymbolInfo(n).Symbol?.OriginalDefinition, parameter));

    private static bool IsInInitializer(SyntaxNode node) => node.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: var parent }
        && parent is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax };
}
