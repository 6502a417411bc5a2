using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend;

/// <summary>Questions asked of symbols everywhere.</summary>
internal static class SymbolExtensions
{
    // Without '@' before names that are keywords.
    private static readonly SymbolDisplayFormat s_metadata = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
    private static readonly SymbolDisplayFormat s_source = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The full metadata name: namespaces by dots, nesting by plus, arity by backtick.</summary>
    public static string MetadataFullName(this ITypeSymbol type)
    {
        type = type.OriginalDefinition;
        StringBuilder name = new(type.MetadataName);
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name.Insert(0, outer.MetadataName + "+");

        if (type.ContainingNamespace is { IsGlobalNamespace: false } ns) name.Insert(0, ns.ToDisplayString(s_metadata) + ".");
        return name.ToString();
    }

    /// <summary>True where the type is the one of that metadata name.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName) =>
        type is INamedTypeSymbol && metadataName.EndsWith(type.MetadataName, System.StringComparison.Ordinal)
        && type.MetadataFullName() == metadataName;

    /// <summary>The attribute of that class, or null.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (attribute.AttributeClass.Is(metadataName)) return attribute;

        return null;
    }

    /// <summary>The attributes of that class.</summary>
    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().Where(a => a.AttributeClass.Is(metadataName));

    /// <summary>The value of a named argument, or null.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> pair in attribute.NamedArguments)
            if (pair.Key == name) return pair.Value.Kind == TypedConstantKind.Array ? null : pair.Value.Value;

        return null;
    }

    /// <summary>The instance fields in declaration order.</summary>
    public static ImmutableArray<IFieldSymbol> InstanceFields(this ITypeSymbol type)
    {
        ImmutableArray<IFieldSymbol>.Builder fields = ImmutableArray.CreateBuilder<IFieldSymbol>();
        foreach (ISymbol member in type.GetMembers())
            if (member is IFieldSymbol { IsStatic: false } field) fields.Add(field);

        return fields.ToImmutable();
    }

    /// <summary>How C# source names the type from anywhere.</summary>
    public static string SourceName(this ITypeSymbol type) => type.ToDisplayString(s_source);

    /// <summary>How a message names a symbol.</summary>
    public static string Shown(this ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>A parameter as messages show it: how it is passed, its type and its name.</summary>
    public static string Declaration(this IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.None => "",
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "ref readonly ",
    } + parameter.Type.Shown() + " " + parameter.Name;

    /// <summary>The accessibility as C# writes it.</summary>
    public static string Keyword(this Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };
}
