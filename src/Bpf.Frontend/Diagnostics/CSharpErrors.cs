using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Frontend.Diagnostics;

/// <summary>Errors of C# itself in what is lowered. The compiler reports them; whatever follows from them would be noise beside.</summary>
internal static class CSharpErrors
{
    /// <summary>True where the declarations of a class or the bodies read for it have errors.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="class">The class.</param>
    /// <param name="bodies">The methods whose bodies were read.</param>
    /// <param name="refused">
    /// False where nothing was reported: then only syntax is looked at. What has no meaning is always reported, and binding again costs.
    /// </param>
    /// <param name="ct">Stops the work.</param>
    public static bool In(Compilation compilation, INamedTypeSymbol @class, IEnumerable<SyntaxNode> bodies, bool refused, CancellationToken ct)
    {
        // Not the whole class: methods of user space name what a generator has yet to add.
        IEnumerable<SyntaxNode> fields = @class.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax(ct).ChildNodes())
            .Where(member => member is FieldDeclarationSyntax);
        foreach (SyntaxNode node in bodies.Concat(fields))
        {
            if (node.ContainsDiagnostics && node.GetDiagnostics().Any(IsError))
                return true;
            if (refused && compilation.GetSemanticModel(node.SyntaxTree).GetDiagnostics(node.Span, ct).Any(IsError))
                return true;
        }

        return false;
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
