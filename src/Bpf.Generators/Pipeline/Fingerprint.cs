using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Frontend;
using Bpf.Frontend.Model;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// What a lowering depended on, compared before anything is bound: binding costs milliseconds a method, and a generator's
/// transform runs on every edit anywhere in the compilation.
/// </summary>
/// <remarks>
/// A lowering reads the declarations of all files, of which a hash is kept, and some bodies, of which another is. Where both are the same, the code
/// may still be at other places in its files: those are asked for apart (<see cref="PlacesIn"/>).
/// </remarks>
internal sealed class Fingerprint
{
    private readonly ulong _declarations;
    private readonly ulong _setting;
    private readonly bool _withGenerated;
    private readonly ImmutableArray<File> _files;

    private Fingerprint(Compilation compilation, LoweringResult result, CancellationToken ct)
    {
        // Errors of C# may come from the absence of what generators add.
        _withGenerated = result.HasCSharpErrors;
        SyntaxTree[] trees = TreesOf(compilation);
        _declarations = HashDeclarations(trees, ct);
        _setting = HashSetting(compilation);
        _files =
        [
            .. result.TouchedTrees.Select(tree => (Tree: tree, Index: Array.IndexOf(trees, tree)))
                .Where(file => file.Index >= 0)
                .OrderBy(file => file.Index)
                .Select(file => new File(file.Index, file.Tree.FilePath, BodiesIn(file.Tree, result.Bodies, ct))),
        ];
    }

    /// <summary>The fingerprint of a lowering.</summary>
    public static Fingerprint Of(Compilation compilation, LoweringResult result, CancellationToken ct) => new(compilation, result, ct);

    /// <summary>True where lowering <paramref name="compilation"/> would read what was read before, wherever in its files it stands now.</summary>
    public bool Matches(Compilation compilation, CancellationToken ct)
    {
        SyntaxTree[] trees = TreesOf(compilation);
        if (_setting != HashSetting(compilation) || _declarations != HashDeclarations(trees, ct))
            return false;
        foreach (File file in _files)
        {
            if (file.Index >= trees.Length || trees[file.Index].FilePath != file.Path)
                return false;
            ImmutableArray<SourceParts.Body> bodies = SourceParts.Of(trees[file.Index], ct).Bodies;
            if (file.Bodies.Any(body => body.Index >= bodies.Length || bodies[body.Index].Hash != body.Hash))
                return false;
        }

        return true;
    }

    /// <summary>Where what was read stands in a compilation that matches.</summary>
    public SourcePlaces PlacesIn(Compilation compilation, CancellationToken ct)
    {
        SyntaxTree[] trees = TreesOf(compilation);
        return new SourcePlaces(_files
            .Select(file => new FilePlaces(FrontEnd.RecordedPath(compilation, trees[file.Index]), new(SourceParts.Of(trees[file.Index], ct).Starts)))
            .ToEquatableArray());
    }

    private static ImmutableArray<(int Index, ulong Hash)> BodiesIn(SyntaxTree tree, ImmutableArray<SyntaxNode> read, CancellationToken ct)
    {
        ImmutableArray<SourceParts.Body> bodies = SourceParts.Of(tree, ct).Bodies;
        return
        [
            .. Enumerable.Range(0, bodies.Length)
                .Where(i => read.Any(node => node.SyntaxTree == tree && node.Span.OverlapsWith(bodies[i].Span)))
                .Select(i => (i, bodies[i].Hash)),
        ];
    }

    // What generators add is there for analyzers and not yet for generators; ours holds nothing a probe can use.
    private SyntaxTree[] TreesOf(Compilation compilation) =>
        [.. compilation.SyntaxTrees.Where(tree => _withGenerated || !tree.FilePath.EndsWith(FrontEnd.GeneratedFileSuffix, StringComparison.Ordinal))];

    private static ulong HashDeclarations(SyntaxTree[] trees, CancellationToken ct)
    {
        ContentHash hash = ContentHash.Start();
        foreach (SyntaxTree tree in trees)
            hash.Add(DeclarationHash.Of(tree, ct));
        return hash.Value;
    }

    private static ulong HashSetting(Compilation compilation)
    {
        ContentHash hash = ContentHash.Start();
        hash.Add(compilation.AssemblyName ?? "");
        // The only options that change what a body means; the whole of them cannot be hashed within csc.
        hash.Add(compilation.Options.CheckOverflow ? 1UL : 0);
        foreach (MetadataReference reference in compilation.References)
            hash.Add((ulong)(uint)RuntimeHelpers.GetHashCode(reference));
        return hash.Value;
    }

    private readonly record struct File(int Index, string Path, ImmutableArray<(int Index, ulong Hash)> Bodies);
}
