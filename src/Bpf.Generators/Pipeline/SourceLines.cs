using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>The text of the lines that a lowering touched, for objects that are to carry it.</summary>
/// <remarks>Trees are held weakly, as by <see cref="Fingerprint"/>: where that still matches, they are alive.</remarks>
internal sealed class SourceLines(Compilation compilation, IEnumerable<SyntaxTree> trees)
{
    private readonly Dictionary<string, WeakReference<SyntaxTree>> _trees = trees
        .GroupBy(tree => FrontEnd.RecordedPath(compilation, tree))
        .ToDictionary(file => file.Key, file => new WeakReference<SyntaxTree>(file.First()));

    /// <summary>A line without its indentation; empty where there is no such line.</summary>
    /// <param name="path">The path that objects record.</param>
    /// <param name="line">From 1.</param>
    public string TextOf(string path, int line)
    {
        if (!_trees.TryGetValue(path, out WeakReference<SyntaxTree>? file) || !file.TryGetTarget(out SyntaxTree? tree))
            return "";
        SourceText text = tree.GetText();
        return line >= 1 && line <= text.Lines.Count ? text.Lines[line - 1].ToString().Trim() : "";
    }
}
