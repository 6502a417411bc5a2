using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Fuzz.CSharp;

/// <summary>Makes a program that shows something smaller, for as long as it still shows it.</summary>
internal static class Shrinker
{
    /// <summary>Shrinks.</summary>
    /// <param name="text">The program.</param>
    /// <param name="stillShows">True for a text that compiles and shows the same.</param>
    /// <param name="limit">When to be content.</param>
    public static string Shrink(string text, Func<string, bool> stillShows, TimeSpan limit)
    {
        DateTime end = DateTime.UtcNow + limit;
        for (bool smaller = true; smaller;)
        {
            smaller = false;
            // Greatest parts first; after each success from the start, since positions have moved.
            foreach (string candidate in Candidates(CSharpSyntaxTree.ParseText(text).GetRoot()))
            {
                if (DateTime.UtcNow > end) return text;
                if (candidate.Length >= text.Length || !stillShows(candidate)) continue;
                text = candidate;
                smaller = true;
                break;
            }
        }

        return text;
    }

    private static IEnumerable<string> Candidates(SyntaxNode root)
    {
        // The program itself is only what calls the body.
        foreach (SyntaxNode node in root.DescendantNodes(n => n is not MethodDeclarationSyntax { Identifier.Text: "Run" }).OrderByDescending(n => n.Span.Length))
        {
            foreach (SyntaxNode? replacement in Replacements(node))
            {
                SyntaxNode? changed = replacement is null ? root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) : root.ReplaceNode(node, replacement);
                if (changed is not null) yield return changed.ToFullString();
            }
        }
    }

    /// <summary>What may stand in a node's place; null for nothing.</summary>
    private static IEnumerable<SyntaxNode?> Replacements(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Identifier.Text: "Run" or "Body" } => [],
        MemberDeclarationSyntax when node.Parent is TypeDeclarationSyntax => [null],
        IfStatementSyntax { Else: { } otherwise } branch => [null, branch.Statement, otherwise.Statement, branch.WithElse(null)],
        IfStatementSyntax branch => [null, branch.Statement],
        ForStatementSyntax loop => [null, loop.Statement],
        WhileStatementSyntax loop => [null, loop.Statement],
        DoStatementSyntax loop => [null, loop.Statement],
        BlockSyntax { Parent: BlockSyntax } => [null],
        StatementSyntax when node.Parent is BlockSyntax or SwitchSectionSyntax => [null],
        SwitchSectionSyntax => [null],
        SwitchExpressionArmSyntax => [null],
        BinaryExpressionSyntax binary => [binary.Left, binary.Right],
        ConditionalExpressionSyntax conditional => [conditional.WhenTrue, conditional.WhenFalse],
        AssignmentExpressionSyntax { Parent: ParenthesizedExpressionSyntax } assignment => [assignment.Right, assignment.Left],
        ParenthesizedExpressionSyntax parenthesized => [parenthesized.Expression, Zero],
        CheckedExpressionSyntax check => [check.Expression],
        CastExpressionSyntax cast => [cast.Expression, Zero],
        PrefixUnaryExpressionSyntax unary => [unary.Operand],
        PostfixUnaryExpressionSyntax { Parent: not ExpressionStatementSyntax } unary => [unary.Operand],
        InvocationExpressionSyntax call => [.. call.ArgumentList.Arguments.Select(a => a.Expression), Zero],
        ElementAccessExpressionSyntax => [Zero],
        _ => [],
    };

    private static LiteralExpressionSyntax Zero => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0));
}
