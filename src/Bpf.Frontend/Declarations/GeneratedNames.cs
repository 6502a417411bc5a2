using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>Names that the generated part of a class needs for itself, and the members that have them.</summary>
/// <param name="class">The object class.</param>
/// <param name="diagnostics">Where taken names are reported.</param>
internal sealed class GeneratedNames(INamedTypeSymbol @class, DiagnosticBag diagnostics)
{
    private const string Loaded = "Loaded", Config = "Config", Load = "Load";
    private static readonly string[] s_methods = [Load, "GetImage", "DecodeImage"];

    /// <summary>True where the class itself has room for what is generated.</summary>
    /// <param name="hasConfig">True where it has <c>[Config]</c> fields.</param>
    public bool AreFreeInClass(bool hasConfig)
    {
        bool free = !IsTaken(@class, @class.Name == Loaded || s_methods.Contains(@class.Name) || (hasConfig && @class.Name == Config), Adds(@class.Name));
        foreach (ISymbol member in @class.GetMembers().Where(m => !m.IsImplicitlyDeclared && !IsGenerated(m)))
        {
            // Methods may be overloaded; C# itself says where even the parameters are the same.
            bool taken = member.Name == Loaded || (hasConfig && member.Name == Config) || (member is not IMethodSymbol && s_methods.Contains(member.Name));
            free &= !IsTaken(member, taken, Adds(member.Name));
        }

        return free;
    }

    /// <summary>Those of the members that can be properties of <c>Loaded</c>.</summary>
    /// <param name="members">Maps, programs or globals with their symbols.</param>
    /// <param name="symbol">The symbol of one.</param>
    /// <param name="hasAttach">True where <c>Loaded</c> has a method <c>Attach</c>.</param>
    public IEnumerable<T> FreeInLoaded<T>(IEnumerable<T> members, Func<T, ISymbol> symbol, bool hasAttach)
    {
        HashSet<string> own = [Loaded, .. hasAttach ? ["Attach"] : Array.Empty<string>(), .. MembersOf(LoadedBase())];
        HashSet<string> seen = [];
        foreach (T member in members)
        {
            string name = symbol(member).Name;
            bool isFree = !IsTaken(symbol(member), own.Contains(name), $"the generated class 'Loaded' has a member of this name");
            if (isFree && !IsTaken(symbol(member), !seen.Add(name), $"another program of '{@class.Name}' has it, and programs of an object are told apart by name alone"))
                yield return member;
        }
    }

    /// <summary>Those of the fields that can be properties of <c>Config</c>.</summary>
    /// <param name="fields">The <c>[Config]</c> fields.</param>
    public IEnumerable<DeclaredGlobal> FreeInConfig(IEnumerable<DeclaredGlobal> fields)
    {
        HashSet<string> own = [Config, "Values", .. MembersOf(LoadedBase()?.BaseType)];
        return fields.Where(field => !IsTaken(field.Field, own.Contains(field.Field.Name), "the generated class 'Config' has a member of this name"));
    }

    private bool IsTaken(ISymbol symbol, bool taken, string why)
    {
        if (taken) diagnostics.Report(RuleIds.NameTaken, symbol, symbol.Name, why);
        return taken;
    }

    private string Adds(string name) => $"the build adds a member '{name}' to '{@class.Name}'";

    // What a generator adds is there for analyzers and not yet for generators.
    private static bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.All(
        reference => reference.SyntaxTree.FilePath.EndsWith(FrontEnd.GeneratedFileSuffix, StringComparison.Ordinal));

    private INamedTypeSymbol? LoadedBase() =>
        @class.Attribute(WellKnownNames.BpfObjectAttribute)?.AttributeClass?.ContainingAssembly.GetTypeByMetadataName(WellKnownNames.BpfLoaded);

    private static IEnumerable<string> MembersOf(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Private))
                yield return member.Name;
        }
    }
}
