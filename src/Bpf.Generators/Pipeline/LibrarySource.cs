using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>The source of a file's <c>[BpfLibrary]</c> types, as their assembly carries it.</summary>
/// <param name="Path">The file's name, for diagnostics: no folder of the machine that built it.</param>
/// <param name="Text">The file, with blanks where something else stood, so that what is carried is where it was.</param>
/// <param name="Symbols">The symbols that <c>#if</c> knows.</param>
/// <param name="ChecksOverflow">True where arithmetic is <c>checked</c> unless it says otherwise.</param>
internal sealed record LibrarySource(string Path, string Text, string Symbols, bool ChecksOverflow)
{
    public const string TypeAttribute = "Bpf.BpfLibraryAttribute";
    public const string SourceAttribute = "Bpf.BpfLibrarySourceAttribute";

    /// <summary>The version of the form.</summary>
    public const int Format = 1;

    private const string ShortName = "BpfLibrary";

    /// <summary>What is carried of a file; null where that is nothing.</summary>
    public static LibrarySource? Of(Compilation compilation, SyntaxTree tree, CancellationToken ct)
    {
        CompilationUnitSyntax root = (CompilationUnitSyntax)tree.GetRoot(ct);
        if (First(root) is null)
            return null;
        StringBuilder text = new(tree.GetText(ct).ToString());
        foreach (SyntaxNode left in Left(root))
            Blank(text, left.Span);
        foreach (UsingDirectiveSyntax global in root.Usings.Where(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None)))
            Blank(text, global.GlobalKeyword.Span);
        text.Insert(root.GetFirstToken().SpanStart, GlobalUsings(compilation, root, ct));
        return new LibrarySource(
            compilation.AssemblyName + "/" + System.IO.Path.GetFileName(tree.FilePath), text.ToString(),
            string.Join(";", tree.Options.PreprocessorSymbolNames), compilation.Options.CheckOverflow);
    }

    /// <summary>The first type of a file that is carried, which stands for the file; null where none is.</summary>
    public static BaseTypeDeclarationSyntax? First(SyntaxNode root) =>
        TopLevel(root).OfType<BaseTypeDeclarationSyntax>().FirstOrDefault(static type => IsCarried(type));

    private static bool IsCarried(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax && member.AttributeLists
        .SelectMany(static list => list.Attributes)
        .Any(static attribute => attribute.Name.ToString().Split('.', ':').Last() is ShortName or ShortName + "Attribute");

    private static IEnumerable<MemberDeclarationSyntax> TopLevel(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(static member => member is not BaseNamespaceDeclarationSyntax);

    private static IEnumerable<SyntaxNode> Left(CompilationUnitSyntax root) =>
        TopLevel(root).Where(static member => !IsCarried(member)).Cast<SyntaxNode>().Concat(root.AttributeLists);

    private static void Blank(StringBuilder text, TextSpan span)
    {
        for (int i = span.Start; i < span.End; i++)
            if (text[i] is not ('\r' or '\n')) text[i] = ' ';
    }

    /// <summary>The project's <c>global using</c>s of other files, for one.</summary>
    private static string GlobalUsings(Compilation compilation, CompilationUnitSyntax root, CancellationToken ct)
    {
        HashSet<string> own = [.. root.Usings.Select(Written)];
        using StringWriter text = new();
        foreach (UsingDirectiveSyntax directive in compilation.SyntaxTrees
            .SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot(ct)).Usings)
            .Where(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None)))
        {
            if (own.Add(Written(directive)))
                text.Write(Written(directive) + " ");
        }

        return text.ToString();
    }

    private static string Written(UsingDirectiveSyntax directive)
    {
        string text = directive.ToString();
        return text.Substring(text.IndexOf("using", StringComparison.Ordinal));
    }
}
