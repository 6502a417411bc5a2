using System.Collections.Immutable;
using Bpf.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Bpf.Generators.Tests;

/// <summary>Runs the generator and the analyzers on C# text, as a compiler does.</summary>
internal sealed class Host
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Append(typeof(BpfObjectAttribute).Assembly.Location)
            .Append(typeof(Core.Isa.Instruction).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>All that the assembly has, as a compiler finds them.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(BpfGenerator).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);

    public Host(params (string Path, string Text)[] files)
    {
        CSharpParseOptions parse = new(LanguageVersion.Preview);
        Compilation = CSharpCompilation.Create(
            "Sample",
            files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), parse, file.Path)),
            References,
            new CSharpCompilationOptions(files.Any(file => file.Text.Contains("static void Main()", StringComparison.Ordinal)) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Driver = CSharpGeneratorDriver.Create(
            [new BpfGenerator().AsSourceGenerator()],
            parseOptions: parse,
            optionsProvider: new Options(_properties),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public CSharpCompilation Compilation { get; set; }

    /// <summary>True to have suggestions reported, as editors do and builds don't.</summary>
    public bool ShowsSuggestions { get; init; }

    public GeneratorDriver Driver { get; private set; }

    /// <summary>A host of one file, with the usings that every sample needs.</summary>
    public static Host Of(string text, bool suggestions = false) =>
        new(("Sample.cs", "using System; using System.Threading; using Bpf;\n" + text)) { ShowsSuggestions = suggestions };

    /// <summary>An example's probe.</summary>
    public static string TextOfExample(string name) =>
        File.ReadAllText(Path.Combine(Repository.Root, "examples", name, name + ".cs"));

    /// <summary>A host of an example's probe, or of a changed one.</summary>
    public static Host OfExample(string name, string? changed = null) =>
        new(("Usings.cs", "global using System; global using System.Threading;"), (name + ".cs", changed ?? TextOfExample(name)));

    /// <summary>Adds a reference.</summary>
    public Host Referring(MetadataReference reference)
    {
        Compilation = Compilation.AddReferences(reference);
        return this;
    }

    /// <summary>The assembly as others refer to it, without what is in bodies.</summary>
    public MetadataReference Emit(bool generate = true)
    {
        Compilation output = Compilation;
        if (generate) Driver = Driver.RunGeneratorsAndUpdateCompilation(Compilation, out output, out _);
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = output.WithAssemblyName("Library").Emit(image, options: new(metadataOnly: true));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>Sets an MSBuild property that the generator sees.</summary>
    public Host With(string property, string value)
    {
        _properties["build_property." + property] = value;
        return this;
    }

    /// <summary>Changes such a property between two runs.</summary>
    public void SetOption(string property, string value) =>
        Driver = Driver.WithUpdatedAnalyzerConfigOptions(new Options(With(property, value)._properties));

    /// <summary>Replaces a file's text, as an editor does.</summary>
    public void Edit(string path, string text)
    {
        SyntaxTree tree = Compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text)));
    }

    /// <summary>Runs the generator.</summary>
    public GeneratorRunResult Generate()
    {
        Driver = Driver.RunGenerators(Compilation);
        GeneratorRunResult result = Driver.GetRunResult().Results[0];
        if (result.Exception is { } exception)
            throw new InvalidOperationException("The generator threw.", exception);
        Assert.All(Images(result), image => Assert.Empty(ObjectVerdicts.Differences(image)));
        return result;
    }

    /// <summary>The object that a build embeds; null where there is none.</summary>
    public byte[]? Image() => Images(Generate()).FirstOrDefault();

    /// <summary>The source text that a location in a tree covers.</summary>
    public static string TextAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    /// <summary>The line a location is in, up to its end; the location need not know its tree.</summary>
    public string LineOf(Location location)
    {
        FileLinePositionSpan place = location.GetLineSpan();
        SyntaxTree tree = Compilation.SyntaxTrees.Single(tree => tree.FilePath == place.Path);
        return tree.GetText().Lines[place.EndLinePosition.Line].ToString()[..place.EndLinePosition.Character];
    }

    /// <summary>Runs generator and analyzer: the compiler's own errors and ours, as a build prints them.</summary>
    public async Task<ImmutableArray<Diagnostic>> BuildAsync(bool analyzers = true)
    {
        Driver = Driver.RunGeneratorsAndUpdateCompilation(Compilation, out Compilation output, out ImmutableArray<Diagnostic> generator);
        ImmutableArray<Diagnostic> compiler = output.GetDiagnostics();
        if (!analyzers)
            return [.. compiler.Where(IsShown), .. generator];
        CompilationWithAnalyzers with = output.WithAnalyzers(
            Analyzers,
            new AnalyzerOptions([], new Options(_properties)));
        ImmutableArray<Diagnostic> all = await with.GetAllDiagnosticsAsync();
        return [.. all.Where(d => !d.IsSuppressed && IsShown(d)), .. generator];
    }

    private static IEnumerable<byte[]> Images(GeneratorRunResult result) =>
        from source in result.GeneratedSources
        from token in source.SyntaxTree.GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.Utf8StringLiteralToken)
        select Convert.FromBase64String(token.ValueText);

    private bool IsShown(Diagnostic diagnostic) => diagnostic.Severity >= (ShowsSuggestions ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning);

    private sealed class Options(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> properties) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                properties.TryGetValue(key, out value);
        }
    }
}
