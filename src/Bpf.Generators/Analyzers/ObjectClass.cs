using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Analyzers;

/// <summary>Which classes are objects.</summary>
internal static class ObjectClass
{
    /// <summary>True where a type has <c>[BpfObject]</c>.</summary>
    public static bool Is(ITypeSymbol? type) =>
        type?.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == BpfGenerator.AttributeName) == true;
}
