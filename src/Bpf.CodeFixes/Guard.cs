using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Bpf.CodeFixes;

/// <summary>Writes <c>if (condition) return NOTHING;</c>, the form every guard of a probe has.</summary>
internal static class Guard
{
    /// <summary>A guard that leaves the method that <paramref name="node"/> stands in where <paramref name="condition"/> holds.</summary>
    public static StatementSyntax Leave(SemanticModel model, SyntaxNode node, ExpressionSyntax condition) =>
        SyntaxFactory.IfStatement(condition, SyntaxFactory.ReturnStatement(Nothing(model, node)))
            .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>
    /// Puts a guard that asks about <paramref name="subject"/> before the statement that it stands in; null where that can't be done, or where the
    /// subject is another one there.
    /// </summary>
    public static SyntaxNode? InsertBefore(SyntaxNode root, SemanticModel model, SyntaxNode subject, StatementSyntax guard)
    {
        StatementSyntax? statement = subject.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is null || !IsSameBefore(model, subject, statement))
            return null;
        if (statement.Parent is BlockSyntax)
        {
            // Comments above the statement stay above it.
            StatementSyntax placed = guard.WithLeadingTrivia(Indentation(statement)).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
            return root.InsertNodesBefore(statement, [placed]);
        }

        BlockSyntax block = SyntaxFactory.Block(guard, statement.WithoutTrivia()).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
        return root.ReplaceNode(statement, block);
    }

    /// <summary>
    /// True where an expression means before its statement what it means in it: it changes nothing by being evaluated twice, needs no variable that
    /// the statement declares, and is no loop's, which comes again.
    /// </summary>
    private static bool IsSameBefore(SemanticModel model, SyntaxNode subject, StatementSyntax statement)
    {
        if (statement is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            return false;
        foreach (SyntaxNode part in subject.DescendantNodesAndSelf())
        {
            if (part is InvocationExpressionSyntax or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or DeclarationExpressionSyntax
                || part.IsKind(SyntaxKind.PreIncrementExpression) || part.IsKind(SyntaxKind.PreDecrementExpression))
                return false;
            if (part is IdentifierNameSyntax && model.GetSymbolInfo(part).Symbol is ILocalSymbol local
                && local.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == statement.SyntaxTree && statement.Span.Contains(r.Span)))
                return false;
        }

        return true;
    }

    private static SyntaxTriviaList Indentation(StatementSyntax statement)
    {
        SyntaxTriviaList leading = statement.GetLeadingTrivia();
        return leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia)
            ? SyntaxFactory.TriviaList(leading[leading.Count - 1])
            : SyntaxFactory.TriviaList();
    }

    private static ExpressionSyntax? Nothing(SemanticModel model, SyntaxNode node)
    {
        ITypeSymbol? type = (model.GetEnclosingSymbol(node.SpanStart) as IMethodSymbol)?.ReturnType;
        return type switch
        {
            null or { SpecialType: SpecialType.System_Void } => null,
            { TypeKind: TypeKind.Enum, Name: "XdpAction" } => SyntaxFactory.ParseExpression("XdpAction.Pass"),
            { SpecialType: SpecialType.System_Boolean } => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression),
            { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.None } => SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression),
            _ => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0)),
        };
    }
}
