using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Analyzers;

/// <summary>
/// The structs that a compilation's objects share with the kernel or with user space: keys, values, events, globals, contexts, and what they
/// are made of. Their fields may be written on the other side only.
/// </summary>
internal static class SharedTypes
{
    /// <summary>All of them, as they are defined.</summary>
    public static HashSet<ISymbol> Of(Compilation compilation, CancellationToken ct)
    {
        HashSet<ISymbol> found = new(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, ct).OfType<INamedTypeSymbol>())
        {
            if (!ObjectClass.Is(type))
                continue;
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IFieldSymbol { IsStatic: true } field)
                    Add(field.Type);
                else if (member is IMethodSymbol method)
                    AddAll(method.Parameters.Select(static parameter => parameter.Type));
            }
        }

        return found;

        void AddAll(IEnumerable<ITypeSymbol> types)
        {
            foreach (ITypeSymbol type in types)
                Add(type);
        }

        void Add(ITypeSymbol type)
        {
            if (type is not INamedTypeSymbol named)
                return;
            AddAll(named.TypeArguments);
            if (named.TypeKind == TypeKind.Struct && named.SpecialType == SpecialType.None && found.Add(named.OriginalDefinition))
                AddAll(named.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).Select(static field => field.Type));
        }
    }
}
