using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// What a lowering depended on, compared before anything is bound: binding costs milliseconds a method, and a generator's
/// transform runs on every edit anywhere in the compilation.
/// </summary>
/// <remarks>
/// A lowering reads the bodies of some trees (the touched ones: same tree, same content) and only declarations of all
/// others, of which a hash is kept. Trees are held weakly, so that an old compilation can be collected.
/// </remarks>
internal sealed class Fingerprint
{
    private readonly ImmutableArray<WeakReference<SyntaxTree>> _touched;
    private readonly ulong _others;
    private readonly ulong _setting;
    private readonly bool _withGenerated;

    private Fingerprint(ImmutableArray<WeakReference<SyntaxTree>> touched, ulong others, ulong setting, bool withGenerated)
    {
        _withGenerated = withGenerated;
        _touched = touched;
        _others = others;
        _setting = setting;
    }

    /// <summary>The fingerprint of a lowering that read the bodies of <paramref name="touched"/>.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="touched">The files.</param>
    /// <param name="withGenerated">True where what generators add matters: errors of C# may come from its absence.</param>
    /// <param name="ct">Stops the work.</param>
    public static Fingerprint Of(Compilation compilation, IReadOnlyCollection<SyntaxTree> touched, bool withGenerated, CancellationToken ct)
    {
        HashSet<SyntaxTree> set = [.. touched];
        ImmutableArray<WeakReference<SyntaxTree>>.Builder trees = ImmutableArray.CreateBuilder<WeakReference<SyntaxTree>>(set.Count);
        foreach (SyntaxTree tree in set)
            trees.Add(new WeakReference<SyntaxTree>(tree));
        return new Fingerprint(trees.MoveToImmutable(), HashOthers(compilation, set, withGenerated, ct), HashSetting(compilation), withGenerated);
    }

    /// <summary>True where lowering <paramref name="compilation"/> would read exactly what was read before.</summary>
    public bool Matches(Compilation compilation, CancellationToken ct)
    {
        HashSet<SyntaxTree> touched = [];
        foreach (WeakReference<SyntaxTree> reference in _touched)
        {
            if (!reference.TryGetTarget(out SyntaxTree? tree) || !compilation.ContainsSyntaxTree(tree))
                return false;
            touched.Add(tree);
        }

        return _setting == HashSetting(compilation) && _others == HashOthers(compilation, touched, _withGenerated, ct);
    }

    private static ulong HashOthers(Compilation compilation, HashSet<SyntaxTree> touched, bool withGenerated, CancellationToken ct)
    {
        ContentHash hash = ContentHash.Start();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            // What generators add is there for analyzers and not yet for generators; ours holds nothing a probe can use.
            if (!touched.Contains(tree) && (withGenerated || !tree.FilePath.EndsWith(FrontEnd.GeneratedFileSuffix, StringComparison.Ordinal)))
                hash.Add(DeclarationHash.Of(tree, ct));
        }

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
}
