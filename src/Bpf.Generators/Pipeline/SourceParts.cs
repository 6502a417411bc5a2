using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// A file as a row of parts (see <see cref="DeclarationWalker"/>): where each starts, and what is in the bodies. Two files whose declarations are
/// equal have the same parts in the same order, so that a place can be found again after an edit elsewhere in the file.
/// </summary>
internal sealed class SourceParts
{
    private static readonly ConditionalWeakTable<SyntaxTree, SourceParts> Known = new();

    private SourceParts(SyntaxTree tree, CancellationToken ct)
    {
        Walker walker = new(tree.GetText(ct), ct);
        walker.Visit(tree.GetRoot(ct));
        Starts = walker.Starts.ToImmutable();
        Bodies = walker.Bodies.ToImmutable();
    }

    /// <summary>Where the parts start, in source order.</summary>
    public ImmutableArray<LinePosition> Starts { get; }

    /// <summary>The bodies among them.</summary>
    public ImmutableArray<Body> Bodies { get; }

    /// <summary>The parts of a file; computed once a tree.</summary>
    public static SourceParts Of(SyntaxTree tree, CancellationToken ct)
    {
        if (Known.TryGetValue(tree, out SourceParts? parts))
            return parts;
        SourceParts made = new(tree, ct);
        return Known.GetValue(tree, _ => made);
    }

    /// <summary>A body.</summary>
    /// <param name="Span">Where it is.</param>
    /// <param name="Hash">Of its text, blanks and comments included: they are what lines and columns are counted by.</param>
    internal readonly record struct Body(TextSpan Span, ulong Hash);

    private sealed class Walker(SourceText text, CancellationToken ct) : DeclarationWalker(ct)
    {
        public ImmutableArray<LinePosition>.Builder Starts { get; } = ImmutableArray.CreateBuilder<LinePosition>();

        public ImmutableArray<Body>.Builder Bodies { get; } = ImmutableArray.CreateBuilder<Body>();

        public override void VisitToken(SyntaxToken token) => Starts.Add(text.Lines.GetLinePosition(token.SpanStart));

        protected override void VisitBody(SyntaxNode body)
        {
            Starts.Add(text.Lines.GetLinePosition(body.SpanStart));
            ContentHash hash = ContentHash.Start();
            hash.Add(body.ToString());
            Bodies.Add(new Body(body.Span, hash.Value));
        }
    }
}
