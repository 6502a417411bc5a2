using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        walker.AddSymbols(tree, ct);
        walker.Visit(tree.GetRoot(ct));
        ulong hash = walker.Hash;
        Known.GetValue(tree, _ => new StrongBox<ulong>(hash));
        return hash;
    }

    private sealed class Walker(CancellationToken ct) : DeclarationWalker(ct)
    {
        private ContentHash _hash = ContentHash.Start();

        public ulong Hash => _hash.Value;

        /// <summary>What <c>#if</c> and <c>[Conditional]</c> go by.</summary>
        public void AddSymbols(SyntaxTree tree, CancellationToken ct)
        {
            foreach (string symbol in tree.Options.PreprocessorSymbolNames)
                _hash.Add(symbol);
            for (DirectiveTriviaSyntax? directive = ((CompilationUnitSyntax)tree.GetRoot(ct)).GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            {
                if (directive is DefineDirectiveTriviaSyntax or UndefDirectiveTriviaSyntax)
                    _hash.Add(directive.ToString());
            }
        }

        public override void VisitToken(SyntaxToken token) => _hash.Add(token.Text);

        protected override void VisitBody(SyntaxNode body)
        {
        }
    }
}
