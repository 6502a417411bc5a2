using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Type arguments for type parameters: a generic method's flow graph exists for its definition only.</summary>
internal sealed class TypeSubstitution
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);

    /// <summary>The substitution of a constructed method's own type arguments and those of the types it is in.</summary>
    public TypeSubstitution(IMethodSymbol method)
    {
        for (IMethodSymbol? m = method; m is not null; m = m.ContainingSymbol as IMethodSymbol)
            Add(m.OriginalDefinition.TypeParameters, m.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
    }

    /// <summary>A type with its parameters replaced.</summary>
    public ITypeSymbol Of(ITypeSymbol type) => type switch
    {
        _ when _arguments.Count == 0 => type,
        ITypeParameterSymbol parameter => _arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type,
        INamedTypeSymbol { IsGenericType: true } named => OfNamed(named),
        _ => type,
    };

    /// <summary>A method with its type arguments and its type's replaced; a static abstract one by its implementation.</summary>
    public IMethodSymbol Of(IMethodSymbol method, ITypeSymbol? constrainedTo)
    {
        if (constrainedTo is not null && method.IsStatic
            && Of(constrainedTo).FindImplementationForInterfaceMember(OnConstructed(method)) is IMethodSymbol implementation) return implementation;
        if (_arguments.Count == 0) return method;
        IMethodSymbol found = OnConstructed(method);
        return method.IsGenericMethod
            ? found.OriginalDefinition.MethodKind == MethodKind.LocalFunction
                ? method.OriginalDefinition.Construct([.. method.TypeArguments.Select(Of)])
                : found.ConstructedFrom.Construct([.. method.TypeArguments.Select(Of)])
            : found;
    }

    /// <summary>The method as its type has it once that type's arguments are replaced.</summary>
    private IMethodSymbol OnConstructed(IMethodSymbol method) => method.ContainingType is { IsGenericType: true } container
        && OfNamed(container) is var constructed && !SymbolEqualityComparer.Default.Equals(constructed, container)
        ? constructed.GetMembers(method.Name).OfType<IMethodSymbol>().First(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition))
        : method;

    private INamedTypeSymbol OfNamed(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (type.ContainingType is { IsGenericType: true } outer)
        {
            definition = OfNamed(outer).GetTypeMembers(type.Name, type.Arity)
                .First(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type.OriginalDefinition));
        }

        return type.Arity == 0 ? definition : definition.Construct([.. type.TypeArguments.Select(Of)]);
    }

    private void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
    {
        for (int i = 0; i < parameters.Count; i++)
            if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i])) _arguments[parameters[i]] = arguments[i];
    }
}
