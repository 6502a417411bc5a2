using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.CodeFixes;

/// <summary>
/// The guard of a checked reference: where the <c>Try...(out x)</c> that gave it is a statement whose result is ignored, the result is
/// tested; else <c>x.IsNull</c> is tested before the use.
/// </summary>
internal static class TryCallFix
{
    /// <summary>The document with the guard; null where the diagnostic's node uses no such reference.</summary>
    public static SyntaxNode? Apply(SyntaxNode root, SemanticModel model, SyntaxNode use, CancellationToken ct)
    {
        if (FindReference(model, use, ct) is not { } reference)
            return null;
        ILocalSymbol local = (ILocalSymbol)model.GetSymbolInfo(reference, ct).Symbol!;
        if (IgnoredCall(local, ct) is { } call)
        {
            ExpressionSyntax failed = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, call.Expression.WithoutTrivia());
            StatementSyntax guard = Guard.Leave(model, call, failed).WithTriviaFrom(call);
            return root.ReplaceNode(call, guard);
        }

        if (local.Type.Name != "Ref")
            return null; // a reservation can't be asked whether it is one
        ExpressionSyntax isNull = SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, reference.WithoutTrivia(), SyntaxFactory.IdentifierName("IsNull"));
        return Guard.InsertBefore(root, model, reference, Guard.Leave(model, reference, isNull));
    }

    /// <summary>The local of type <c>Ref&lt;T&gt;</c> or <c>Reservation&lt;T&gt;</c> that an expression goes through: at the node, above it, or below it.</summary>
    private static IdentifierNameSyntax? FindReference(SemanticModel model, SyntaxNode use, CancellationToken ct)
    {
        SyntaxNode scope = use.FirstAncestorOrSelf<StatementSyntax>() is { } statement && statement.Span.Contains(use.Span) ? use : use.Parent ?? use;
        for (SyntaxNode? node = scope; node is not null and not StatementSyntax; node = node.Parent)
        {
            foreach (SyntaxNode below in node.DescendantNodesAndSelf())
            {
                if (below is IdentifierNameSyntax name && model.GetSymbolInfo(name, ct).Symbol is ILocalSymbol { Type: INamedTypeSymbol { Name: "Ref" or "Reservation", ContainingNamespace.Name: "Bpf" } })
                    return name;
            }
        }

        return null;
    }

    private static ExpressionStatementSyntax? IgnoredCall(ILocalSymbol local, CancellationToken ct)
    {
        foreach (SyntaxReference declaration in local.DeclaringSyntaxReferences)
        {
            if (declaration.GetSyntax(ct).FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax call })
                return call;
        }

        return null;
    }
}
