using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>The text of the files that a lowering touched, for objects that are to carry their lines.</summary>
/// <remarks>Texts, not trees: those would keep a compilation alive.</remarks>
internal sealed class SourceLines(Compilation compilation, IEnumerable<SyntaxTree> trees)
{
    private readonly Dictionary<string, SourceText> _files = trees
        .GroupBy(tree => FrontEnd.RecordedPath(compilation, tree))
        .ToDictionary(file => file.Key, file => file.First().GetText());

    /// <summary>A line without its indentation; empty where there is no such line.</summary>
    /// <param name="path">The path that objects record.</param>
    /// <param name="line">From 1.</param>
    public string TextOf(string path, int line) =>
        _files.TryGetValue(path, out SourceText? text) && line >= 1 && line <= text.Lines.Count ? text.Lines[line - 1].ToString().Trim() : "";
}
