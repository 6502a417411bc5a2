using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bpf.Core.Explain;
using Bpf.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// The <c>[BpfLibrary]</c> types that referenced assemblies carry the source of. For lowering they are added to the compilation, where they come before the
/// assembly's own: a program that calls them is then one with them. What assemblies say is not believed: only types that the assembly has are taken.
/// </summary>
internal static class Libraries
{
    private const string Runtime = "Bpf.Runtime";

    /// <summary>Lowers a class with the libraries that its compilation refers to.</summary>
    public static LoweringResult Lower(Compilation compilation, INamedTypeSymbol type, CancellationToken ct)
    {
        List<BpfDiagnostic> problems = [];
        SyntaxTree[] sources = [.. SourcesFor(compilation, problems, ct)];
        Compilation completed = TracepointContexts.Complete(compilation, ct).AddSyntaxTrees(sources);
        if (sources.Length > 0)
            completed = completed.WithOptions(Lenient((CSharpCompilationOptions)completed.Options));
        if (completed != compilation)
        {
            SyntaxNode declaration = type.DeclaringSyntaxReferences[0].GetSyntax(ct);
            type = (INamedTypeSymbol)completed.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, ct)!;
        }

        LoweringResult result = FrontEnd.Lower(completed, type, ct);
        // Where C# itself is right, it is the library's source that makes it wrong: nobody else would say so.
        if (result.HasCSharpErrors && sources.Length > 0)
        {
            foreach (SyntaxTree tree in result.TouchedTrees)
            {
                HashSet<(string, TextSpan)> own = compilation.ContainsSyntaxTree(tree) ? [.. ErrorsIn(compilation, tree).Select(Mark)] : [];
                if (ErrorsIn(completed, tree).FirstOrDefault(error => !own.Contains(Mark(error))) is { } error)
                    problems.Add(Problem(sources.Contains(tree) ? tree.FilePath : "A library", $"{error.Id} in line {error.Location.GetLineSpan().StartLinePosition.Line + 1} of {System.IO.Path.GetFileName(tree.FilePath)}, {error.GetMessage()}"));
            }
        }

        return problems.Count == 0 ? result : result with { Module = null, HasCSharpErrors = false, Diagnostics = [.. result.Diagnostics, .. problems] };
    }

    /// <summary>Unsafe code, and warnings that are none: that a type is in source and metadata (CS0436) is what is meant.</summary>
    private static CSharpCompilationOptions Lenient(CSharpCompilationOptions options) => options
        .WithAllowUnsafe(true)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
        .WithSpecificDiagnosticOptions([])
        .WithSyntaxTreeOptionsProvider(null);

    private static IEnumerable<Diagnostic> ErrorsIn(Compilation compilation, SyntaxTree tree) =>
        compilation.GetSemanticModel(tree).GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error);

    private static (string, TextSpan) Mark(Diagnostic error) => (error.Id, error.Location.SourceSpan);

    private static IEnumerable<SyntaxTree> SourcesFor(Compilation compilation, List<BpfDiagnostic> problems, CancellationToken ct)
    {
        foreach (IAssemblySymbol assembly in compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>())
        {
            if (!assembly.Modules.First().ReferencedAssemblies.Any(static reference => reference.Name == Runtime))
                continue;
            foreach (AttributeData attribute in assembly.GetAttributes().Where(static a => a.AttributeClass?.ToDisplayString() == LibrarySource.SourceAttribute))
            {
                SyntaxTree? tree = null;
                string? problem = Read(attribute) is { } source ? Parse(compilation, assembly, source, ct, out tree) : IncompatibleForm(attribute);
                if (problem is not null)
                    problems.Add(Problem(assembly.Name, problem));
                else
                    yield return tree!;
            }
        }
    }

    private static BpfDiagnostic Problem(string library, string problem) => new(Rules.LibraryUnusable, null, [library, problem.TrimEnd('.')]);

    private static string IncompatibleForm(AttributeData attribute) => attribute.ConstructorArguments is [{ Value: int and > LibrarySource.Format and var form }, ..]
        ? $"it was built with a newer version of Bpf, which carries code in form {form}, and this one reads form {LibrarySource.Format}"
        : "it is of another version of Bpf";

    /// <summary>What an attribute holds; null where it is of another form.</summary>
    private static LibrarySource? Read(AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: LibrarySource.Format }, { Value: string path }, { Value: string text }])
            return null;
        string symbols = "";
        bool checksOverflow = false;
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            switch (named.Key, named.Value.Value)
            {
                case (nameof(LibrarySource.Symbols), string list):
                    symbols = list;
                    break;
                case (nameof(LibrarySource.ChecksOverflow), bool value):
                    checksOverflow = value;
                    break;
                default:
                    return null;
            }
        }

        return new LibrarySource(path, text, symbols, checksOverflow);
    }

    /// <summary>Parses what is carried; gives what is wrong with it, or null.</summary>
    private static string? Parse(Compilation compilation, IAssemblySymbol assembly, LibrarySource source, CancellationToken ct, out SyntaxTree tree)
    {
        CSharpParseOptions options = ((CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? CSharpParseOptions.Default)
            .WithPreprocessorSymbols(source.Symbols.Split([';'], StringSplitOptions.RemoveEmptyEntries).Where(SyntaxFacts.IsValidIdentifier));
        tree = CSharpSyntaxTree.ParseText(source.Text, options, source.Path, cancellationToken: ct);
        if (tree.GetDiagnostics(ct).FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error) is { } error)
            return $"{error.Id}, {error.GetMessage()}";
        if (source.ChecksOverflow != compilation.Options.CheckOverflow)
            return $"its arithmetic is {(source.ChecksOverflow ? "checked" : "unchecked")}, that of this project is not (CheckForOverflowUnderflow)";
        CompilationUnitSyntax root = (CompilationUnitSyntax)tree.GetRoot(ct);
        return root.AttributeLists.Count > 0 || root.Externs.Count > 0 || root.Usings.Any(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None))
            ? "it changes the whole project" : StrangerIn(root, assembly);
    }

    /// <summary>Something that is no type of the assembly's.</summary>
    private static string? StrangerIn(SyntaxNode parent, IAssemblySymbol assembly, string space = "")
    {
        foreach (SyntaxNode member in parent.ChildNodes().OfType<MemberDeclarationSyntax>())
        {
            string? stranger = member switch
            {
                BaseNamespaceDeclarationSyntax inner => StrangerIn(inner, assembly, space + inner.Name.ToString().Replace(" ", "") + "."),
                BaseTypeDeclarationSyntax type when assembly.GetTypeByMetadataName(space + type.Identifier.ValueText + Arity(type)) is { } known
                    && known.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == LibrarySource.TypeAttribute) => null,
                BaseTypeDeclarationSyntax type => $"it carries '{space}{type.Identifier.ValueText}', which is none of its [BpfLibrary] types",
                _ => "it carries code outside of types",
            };
            if (stranger is not null)
                return stranger;
        }

        return null;
    }

    private static string Arity(BaseTypeDeclarationSyntax type) => type is TypeDeclarationSyntax { TypeParameterList.Parameters.Count: > 0 and var count } ? "`" + count : "";
}
