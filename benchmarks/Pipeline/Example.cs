using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Bpf;
using Bpf.Compiler.Driver;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Frontend;
using Bpf.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pipeline;

/// <summary>The kernel side of an example, parsed once and bound anew in each run, as after an edit of another file.</summary>
internal sealed class Example
{
    // What a project is checked for that names no kernels.
    private static readonly ImmutableArray<KernelProfile> s_kernels = [.. ((string[])["6.1", "6.12", "6.18"]).Select(k => KernelProfiles.Find(k)!)];

    private readonly CSharpCompilation _compilation;
    private readonly string _name;

    public Example(string name)
    {
        _name = name;
        CSharpParseOptions parse = new(LanguageVersion.Preview);
        _compilation = CSharpCompilation.Create(
            name,
            [
                CSharpSyntaxTree.ParseText("global using System; global using System.Threading;", parse),
                CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(RepoRoot, "examples", name, name + ".cs")), parse, name + ".cs"),
            ],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The repository this was built from.</summary>
    public static string RepoRoot { get; } =
        typeof(Example).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    public Run Measure()
    {
        CSharpCompilation fresh = _compilation.Clone(); // nothing is bound yet
        INamedTypeSymbol type = fresh.GetTypeByMetadataName(_name)!;
        long start = Stopwatch.GetTimestamp();
        LoweringResult lowered = FrontEnd.Lower(fresh, type);
        TimeSpan frontend = Stopwatch.GetElapsedTime(start);
        Demand(lowered.Diagnostics);

        CompilationResult compiled = BpfCompiler.Compile(lowered.Module!, new CompileOptions { Kernels = s_kernels });
        Demand(compiled.Diagnostics);
        return new Run(
            frontend, compiled.Timings.Passes + compiled.Timings.Codegen, compiled.Timings.Verification,
            compiled.Programs.Sum(p => p.Instructions.Length),
            string.Concat(compiled.Programs.Select(p => $"{p.Name}:\n{p.Listing}\n")));
    }

    /// <summary>Only the way of a program that everybody accepts is worth measuring.</summary>
    private void Demand(ImmutableArray<BpfDiagnostic> diagnostics)
    {
        if (!diagnostics.IsEmpty)
            throw new InvalidOperationException(_name + " is not clean: " + string.Join("; ", diagnostics));
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(BpfObjectAttribute).Assembly.Location)
            .Append(typeof(Bpf.Core.Isa.Instruction).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
}
