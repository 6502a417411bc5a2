using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Pipeline;

/// <summary>A hash of a tree without the bodies of its members: it changes when what others can see of it changes.</summary>
internal static class DeclarationHash
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> Known = new();

    /// <summary>The hash; computed once a tree, and trees are immutable.</summary>
    public static ulong Of(SyntaxTree tree, CancellationToken ct)
    {
        if (Known.TryGetValue(tree, out StrongBox<ulong>? box))
            return box.Value;
        Walker walker = new(ct);
        walker.Visit(tree.GetRoot(ct));
        ulong hash = walker.Hash;
        Known.GetValue(tree, _ => new StrongBox<ulong>(hash));
        return hash;
    }

    private sealed class Walker(CancellationToken ct) : DeclarationWalker(ct)
    {
        private ContentHash _hash = ContentHash.Start();

        public ulong Hash => _hash.Value;

        public override void VisitToken(SyntaxToken token) => _hash.Add(token.Text);

        protected override void VisitBody(SyntaxNode body)
        {
        }
    }
}
