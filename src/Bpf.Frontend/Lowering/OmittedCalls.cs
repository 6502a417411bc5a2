using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Calls that C# leaves out, arguments included: of methods that are <c>[Conditional]</c> on symbols the calling file doesn't define, and of partial methods
/// without a body. Roslyn's operations have them all the same.
/// </summary>
internal static class OmittedCalls
{
    /// <summary>True where nothing is called, and no argument evaluated.</summary>
    public static bool IsOmitted(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.OriginalDefinition;
        // The build gives those of the kernel's a body.
        if (method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true }) return method.Attribute(WellKnownNames.KfuncAttribute) is null;
        string[] symbols = [.. method.Attributes(WellKnownNames.Conditional).Select(a => a.ConstructorArguments is [{ Value: string symbol }] ? symbol : "")];
        return symbols.Length > 0 && !symbols.Any(symbol => IsDefined(symbol, call.Syntax.SyntaxTree));
    }

    /// <summary>As the project defines it, or the last directive of the file, which C# has before all else.</summary>
    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        bool isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        for (DirectiveTriviaSyntax? directive = ((CompilationUnitSyntax)tree.GetRoot()).GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (!directive.IsActive) continue;
            if (directive is DefineDirectiveTriviaSyntax define && define.Name.Text == symbol) isDefined = true;
            if (directive is UndefDirectiveTriviaSyntax undef && undef.Name.Text == symbol) isDefined = false;
        }

        return isDefined;
    }
}
