using Bpf.Core.Explain;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Diagnostics;

/// <summary>A place in a file that holds on to no syntax tree.</summary>
internal sealed record DiagnosticLocation(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a Roslyn location.</summary>
    public static DiagnosticLocation Of(Location location) =>
        new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    /// <summary>As Roslyn reports it.</summary>
    public Location ToLocation() => Location.Create(Path, Span, Lines);

    /// <summary>
    /// The location of a span within its tree, which <c>#pragma warning</c> and suppressions need; none where the compilation has no such
    /// tree.
    /// </summary>
    public static Location Find(Compilation compilation, SourceSpan span)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (FrontEnd.RecordedPath(compilation, tree) != span.Path)
                continue;
            TextLineCollection lines = tree.GetText().Lines;
            if (span.EndLine >= lines.Count)
                break;
            LinePositionSpan place = new(new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn));
            return Location.Create(tree, lines.GetTextSpan(place));
        }

        return Location.None;
    }
}
