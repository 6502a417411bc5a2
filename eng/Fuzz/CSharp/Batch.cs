using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Bpf.Fuzz.CSharp;

/// <summary>Programs that C# has compiled together: for the front end, and for the CLR.</summary>
internal sealed class Batch : IDisposable
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview);
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Fuzz", [CSharpSyntaxTree.ParseText(GeneratedProgram.Prelude, s_parse, "Prelude.cs")], References(),
        // Debug: the CLR runs the oracle as written. Its optimizer has mistakes of its own (10.0.12: a quotient beside an Interlocked.And).
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, allowUnsafe: true));

    private static readonly string s_usings = string.Concat(GeneratedProgram.Prelude.Split('\n').Where(l => l.StartsWith("using ", StringComparison.Ordinal)).Select(l => l + "\n"));
    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly Assembly _assembly;

    private Batch(CSharpCompilation compilation, Stream image)
    {
        Compilation = compilation;
        _assembly = _context.LoadFromStream(image);
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>Compiles programs.</summary>
    /// <param name="programs">Class name and text of each.</param>
    /// <param name="invalid">Those that C# refuses, with its first error; the others are compiled without them.</param>
    public static Batch Compile(IReadOnlyCollection<(string Name, string Text)> programs, out IReadOnlyDictionary<string, string> invalid)
    {
        Dictionary<string, string> refused = [];
        while (true)
        {
            CSharpCompilation compilation = s_empty.AddSyntaxTrees(
                programs.Where(p => !refused.ContainsKey(p.Name)).Select(p => CSharpSyntaxTree.ParseText(s_usings + p.Text, s_parse, p.Name)));
            MemoryStream image = new();
            EmitResult emitted = compilation.Emit(image);
            if (emitted.Success)
            {
                invalid = refused;
                image.Position = 0;
                return new(compilation, image);
            }

            foreach (Diagnostic error in emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
                refused.TryAdd(error.Location.SourceTree?.FilePath ?? throw new InvalidOperationException(error.ToString()), error.ToString());
        }
    }

    /// <summary>The class of a program, as the front end takes it.</summary>
    public INamedTypeSymbol Symbol(string name) => Compilation.GetTypeByMetadataName(name)!;

    /// <summary>A program's C# method, compiled by the CLR's compiler.</summary>
    public Func<ulong, ulong, ulong, ulong> Body(string name) =>
        _assembly.GetType(name)!.GetMethod("Body")!.CreateDelegate<Func<ulong, ulong, ulong, ulong>>();

    public void Dispose() => _context.Unload();

    private static ImmutableArray<MetadataReference> References()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(p => Path.GetFileName(p) is var f && (f.StartsWith("System.", StringComparison.Ordinal) || f is "netstandard.dll" or "Bpf.Runtime.dll" or "Bpf.Core.dll"))
                .Select(p => MetadataReference.CreateFromFile(p)),
        ];
    }
}
