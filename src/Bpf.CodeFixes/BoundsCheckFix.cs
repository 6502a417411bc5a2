using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.CodeFixes;

/// <summary>
/// Inserts the check that keeps an access inside: the ignored result of <c>TryRef</c> or <c>TryRead</c> for packets, <c>if ((uint)i &gt;= n)</c> for indexes, <c>if (d
/// == 0)</c> for divisors.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundsCheckFix)), Shared]
public sealed class BoundsCheckFix() : GuardFixProvider("Insert the bounds check", "BPF0411", "BPF0414", "BPF0502")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, SyntaxNode node, CancellationToken ct)
    {
        if (node.FirstAncestorOrSelf<ElementAccessExpressionSyntax>() is { ArgumentList.Arguments: [{ Expression: { } index }] } access
            && LengthOf(model, access.Expression, ct) is { } length)
        {
            // A span is asked for its length.
            ExpressionSyntax subject = length.EndsWith("Length", System.StringComparison.Ordinal) ? access : index;
            return Guard.InsertBefore(root, model, subject, Guard.Leave(model, access, OutOfRange(model, index, length, ct)));
        }

        for (SyntaxNode? around = node; around is ExpressionSyntax; around = around.Parent)
        {
            if (Divisor(around) is { } divisor)
            {
                string compared = divisor is BinaryExpressionSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax ? $"({divisor})" : divisor.WithoutTrivia().ToString();
                return Guard.InsertBefore(root, model, divisor, Guard.Leave(model, divisor, SyntaxFactory.ParseExpression(compared + " == 0")));
            }
        }

        return TryCallFix.Apply(root, model, node, ct);
    }

    private static ExpressionSyntax? Divisor(SyntaxNode node) => node.Kind() switch
    {
        SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression => ((BinaryExpressionSyntax)node).Right,
        SyntaxKind.DivideAssignmentExpression or SyntaxKind.ModuloAssignmentExpression => ((AssignmentExpressionSyntax)node).Right,
        _ => null,
    };

    private static ExpressionSyntax OutOfRange(SemanticModel model, ExpressionSyntax index, string length, CancellationToken ct)
    {
        // (int)i of an unsigned i is compared as what it is; all else as unsigned, which leaves out negative numbers, too.
        if (index is CastExpressionSyntax { Expression: { } inner } && model.GetTypeInfo(inner, ct).Type?.SpecialType == SpecialType.System_UInt32)
            return SyntaxFactory.ParseExpression($"{inner} >= {length}");
        string text = index is IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
            ? index.ToString()
            : $"({index})";
        return SyntaxFactory.ParseExpression($"(uint){text} >= {length}");
    }

    /// <summary>How many elements there are: of an inline array, or of a span.</summary>
    private static string? LengthOf(SemanticModel model, ExpressionSyntax indexed, CancellationToken ct)
    {
        if (model.GetTypeInfo(indexed, ct).Type is not INamedTypeSymbol type)
            return null;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "InlineArrayAttribute", ConstructorArguments: [{ Value: int length }] })
                return length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return type.Name is "Span" or "ReadOnlySpan" ? $"(uint){indexed.WithoutTrivia()}.Length" : null;
    }
}
