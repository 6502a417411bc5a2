using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bpf.Frontend.Tests;

/// <summary>C# source compiled in memory and lowered.</summary>
internal sealed class Snippet
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Buffers.Binary;
        using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Threading; using Bpf;

        """;

    private static readonly ImmutableArray<MetadataReference> s_references = References();

    private Snippet(string source, CSharpCompilation compilation)
    {
        Source = source;
        Compilation = compilation;
        INamedTypeSymbol type = compilation.GetSymbolsWithName("P", SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        Result = FrontEnd.Lower(compilation, type);
        if (Result.Module is { } module && BpfCompiler.Compile(module, new() { Verify = false }).Object is { } image)
            Assert.Empty(ObjectVerdicts.Differences(image));
    }

    public string Source { get; }

    public CSharpCompilation Compilation { get; }

    public LoweringResult Result { get; }

    public ImmutableArray<BpfDiagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The module; fails the test where there is none.</summary>
    public Module Module => Result.Module ?? throw new Xunit.Sdk.XunitException(string.Join("\n", Diagnostics));

    /// <summary>A whole file that has a class <c>P</c>.</summary>
    public static Snippet File(string source) => new(source, Compile(source));

    /// <summary>Members of the object class <c>P</c>.</summary>
    public static Snippet Members(string members, string outside = "") =>
        File(Usings + outside + "\n[BpfObject(License = \"GPL\")] static unsafe partial class P {\n" + members + "\n}");

    /// <summary>Lowers a class of a file that may refer to what is generated.</summary>
    public static LoweringResult Lower(string source, string name)
    {
        CSharpCompilation compilation = Create(source, "Example")
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("global using System; global using System.Threading;", new CSharpParseOptions(LanguageVersion.Preview)));
        INamedTypeSymbol type = compilation.GetSymbolsWithName(name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        return FrontEnd.Lower(compilation, type);
    }

    /// <summary>The body of one XDP program.</summary>
    public static Snippet Body(string body, string outside = "") =>
        Members("[Xdp] static XdpAction F(XdpContext ctx) {\n" + body + "\n}", outside);

    /// <summary>The source text that a diagnostic points to.</summary>
    public string TextAt(BpfDiagnostic diagnostic)
    {
        SourceSpan span = diagnostic.Location!.Span;
        string[] lines = Source.Split('\n');
        return span.StartLine == span.EndLine
            ? lines[span.StartLine][span.StartColumn..span.EndColumn]
            : lines[span.StartLine][span.StartColumn..];
    }

    /// <summary>A function's text, after checking that it is well formed.</summary>
    public string Text(string function = "F")
    {
        Function f = Module.Functions.Single(x => x.Name == function);
        Assert.Empty(IrValidator.Validate(f));
        return IrPrinter.Print(f);
    }

    private static CSharpCompilation Compile(string source, [CallerMemberName] string name = "")
    {
        CSharpCompilation compilation = Create(source, name);
        string[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        return errors.Length == 0 ? compilation : throw new Xunit.Sdk.XunitException(string.Join("\n", errors));
    }

    public static CSharpCompilation Create(string source, string name) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "P.cs")],
        s_references,
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private static ImmutableArray<MetadataReference> References()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. trusted.Split(Path.PathSeparator).Where(p => Path.GetFileName(p) is string f && (f.StartsWith("System.") || f is "mscorlib.dll" or "netstandard.dll" or "Bpf.Runtime.dll" or "Bpf.Core.dll" or "Bpf.Frontend.Tests.dll"))
            .Select(p => MetadataReference.CreateFromFile(p))];
    }
}
