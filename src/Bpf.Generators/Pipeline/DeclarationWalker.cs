using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bpf.Generators.Pipeline;

/// <summary>Walks a file in source order as a row of parts: the tokens of its declarations, and the bodies of members as one part each.</summary>
internal abstract class DeclarationWalker(CancellationToken ct) : CSharpSyntaxWalker(SyntaxWalkerDepth.Token)
{
    /// <inheritdoc/>
    public sealed override void Visit(SyntaxNode? node)
    {
        // An expression body is a body too, but `=>` of a property says no more about its type than a block does.
        if (node is BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax } or ArrowExpressionClauseSyntax)
        {
            VisitBody(node);
            return;
        }

        ct.ThrowIfCancellationRequested();
        base.Visit(node);
    }

    /// <summary>Called for each body; its tokens are not visited.</summary>
    protected abstract void VisitBody(SyntaxNode body);
}
