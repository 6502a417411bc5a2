using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Frontend.Tests;

/// <summary>Changes C# files at random, by tokens and by statements: deletes one, repeats one, exchanges two.</summary>
internal static class Mutations
{
    public static string Apply(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        (int Start, int End)[] parts = random.Next(3) switch
        {
            0 => [.. root.DescendantNodes().OfType<StatementSyntax>().Where(s => s is not BlockSyntax).Select(Range)],
            1 => [.. root.DescendantNodes().OfType<ExpressionSyntax>().Where(e => e.Ancestors().OfType<BaseMethodDeclarationSyntax>().Any()).Select(Range)],
            _ => [.. root.DescendantTokens().Where(t => t.Span.Length > 0).Select(t => (t.SpanStart, t.Span.End))],
        };
        (int Start, int End) a = parts[random.Next(parts.Length)];
        (int Start, int End) b = parts[random.Next(parts.Length)];
        if (b.Start < a.Start) (a, b) = (b, a);
        string first = source[a.Start..a.End];
        switch (random.Next(4))
        {
            case 0:
                return source.Remove(a.Start, a.End - a.Start);
            case 1:
                return source.Insert(a.End, " " + first);
            case 2 when b.Start >= a.End:
                return source[..a.Start] + source[b.Start..b.End] + source[a.End..b.Start] + first + source[b.End..];
            default:
                return source[..b.Start] + first + source[b.End..];
        }
    }

    private static (int Start, int End) Range(SyntaxNode node) => (node.SpanStart, node.Span.End);
}
