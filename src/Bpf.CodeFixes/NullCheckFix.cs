using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bpf.CodeFixes;

/// <summary>Inserts the null check: tests the ignored result of the <c>Try</c> method, or <c>IsNull</c> before the use.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullCheckFix)), Shared]
public sealed class NullCheckFix() : GuardFixProvider("Insert the null check", "BPF0501")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, SyntaxNode node, CancellationToken ct) =>
        TryCallFix.Apply(root, model, node, ct);
}
