using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Fields whose declarations were reported, and variables that would have got their value from something reported. Statements that use them would only be
/// reported for what follows from that: one mistake, one error.
/// </summary>
internal sealed class ReportedSymbols(IEnumerable<ISymbol> refused)
{
    private readonly HashSet<ISymbol> _symbols = new(refused, SymbolEqualityComparer.Default);

    /// <summary>Adds the variables that a reported statement declares or assigns.</summary>
    public void AddTargets(IOperation statement)
    {
        foreach (IOperation operation in statement.DescendantsAndSelf())
        {
            ISymbol? target = operation switch
            {
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                IAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
                IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
                IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: ILocalReferenceOperation local } => local.Local,
                IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => symbol,
                _ => null,
            };
            if (target is not null) _symbols.Add(target);
        }
    }

    /// <summary>True where an operation uses one of them.</summary>
    public bool IsUsedIn(IOperation operation) => _symbols.Count > 0 && operation.DescendantsAndSelf().Any(use => use switch
    {
        ILocalReferenceOperation local => _symbols.Contains(local.Local),
        IFieldReferenceOperation field => _symbols.Contains(field.Field),
        IPropertyReferenceOperation property => _symbols.Contains(property.Property),
        _ => false,
    });
}
