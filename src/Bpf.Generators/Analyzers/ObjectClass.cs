using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Analyzers;

/// <summary>Which classes are objects, and which methods programs.</summary>
internal static class ObjectClass
{
    private const string HookBase = "Bpf.ProgramAttribute";

    /// <summary>The class of a method's hook attribute; null where it is no program.</summary>
    public static INamedTypeSymbol? HookOf(ISymbol method) => method.GetAttributes()
        .Select(static attribute => attribute.AttributeClass)
        .FirstOrDefault(static type => type?.BaseType?.ToDisplayString() == HookBase);

    /// <summary>True where a type has <c>[BpfObject]</c>.</summary>
    public static bool Is(ITypeSymbol? type) =>
        type?.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == BpfGenerator.AttributeName) == true;
}
