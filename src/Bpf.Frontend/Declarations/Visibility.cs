using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>How visible a generated member may be that names a type, or C# refuses it (CS0053).</summary>
internal static class Visibility
{
    private const string Public = "public", Internal = "internal", Private = "private";

    /// <summary>The most a member of the class's <c>Loaded</c> may be.</summary>
    /// <param name="type">The type the member names.</param>
    /// <param name="class">The object class.</param>
    public static string Of(ITypeSymbol type, INamedTypeSymbol @class)
    {
        bool isInternal = false;
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
        {
            foreach (ITypeSymbol argument in generic.TypeArguments)
            {
                string least = Of(argument, @class);
                if (least == Private) return Private;
                isInternal |= least == Internal;
            }
        }

        for (ITypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal) isInternal = true;
            else if (part.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable) && !IsHiddenIn(part.ContainingType, @class)) return Private;
        }

        return isInternal && IsSeenOutside(@class) ? Internal : Public;
    }

    /// <summary>True where the class can be seen only within a type, so that it may show what that type hides.</summary>
    private static bool IsHiddenIn(INamedTypeSymbol container, INamedTypeSymbol @class)
    {
        for (INamedTypeSymbol part = @class; part.ContainingType is { } outer; part = outer)
        {
            if (SymbolEqualityComparer.Default.Equals(outer, container)) return part.DeclaredAccessibility == Accessibility.Private;
        }

        return false;
    }

    private static bool IsSeenOutside(INamedTypeSymbol @class)
    {
        for (INamedTypeSymbol? part = @class; part is not null; part = part.ContainingType)
            if (part.DeclaredAccessibility != Accessibility.Public) return false;

        return true;
    }
}
