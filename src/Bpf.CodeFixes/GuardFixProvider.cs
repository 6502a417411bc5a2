using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bpf.CodeFixes;

/// <summary>A fix that changes one document by inserting a guard.</summary>
public abstract class GuardFixProvider : CodeFixProvider
{
    private protected GuardFixProvider(string title, params ImmutableArray<string> ids)
    {
        Title = title;
        FixableDiagnosticIds = ids;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    private string Title { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Apply(root, model, diagnostic, context.CancellationToken) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: Title),
                diagnostic);
        }
    }

    /// <summary>Guards the expression itself or, where it got the reference as an argument, the nearest call that passed it on.</summary>
    private SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken ct)
    {
        foreach (Location place in (Location[])[diagnostic.Location, .. diagnostic.AdditionalLocations])
        {
            if (place.SourceTree == root.SyntaxTree
                && Apply(root, model, root.FindNode(place.SourceSpan, getInnermostNodeForTie: true), ct) is { } changed)
                return changed;
        }

        return null;
    }

    /// <summary>The changed root; null where the fix does not apply.</summary>
    private protected abstract SyntaxNode? Apply(SyntaxNode root, SemanticModel model, SyntaxNode node, CancellationToken ct);
}
