using Bpf.Compiler.Driver;
using Bpf.Kernels;
using Bpf.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bpf.Frontend.Tests;

public class RobustnessTests
{
    private const int Valid = 24; // of each file, variants that C# accepts
    private const int Most = 60; // variants tried to get there
    private const int Objects = 3; // of each variant, objects that are compiled

    [Theory]
    [InlineData("examples/OpenSnoop/OpenSnoop.cs")]
    [InlineData("examples/XdpFirewall/XdpFirewall.cs")]
    [InlineData("examples/KernelFunctions/KernelFunctions.cs")]
    [InlineData("tests/Bpf.Differential.Tests/Corpus/Structs.cs")]
    [InlineData("tests/Bpf.Differential.Tests/Corpus/Spans.cs")]
    [InlineData("tests/Bpf.Differential.Tests/Corpus/Unsafe.cs")]
    [InlineData("tests/Bpf.Differential.Tests/Corpus/CleaningUp.cs")]
    public void Whatever_compiles_as_CSharp_is_compiled_or_refused_but_never_an_internal_error(string file)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Bpf.sln"))) root = Path.GetDirectoryName(root)!;
        string source = File.ReadAllText(Path.Combine(root, file));
        string structs = file.Contains("Corpus") && !file.EndsWith("Structs.cs", StringComparison.Ordinal)
            ? File.ReadAllText(Path.Combine(root, "tests/Bpf.Differential.Tests/Corpus/Structs.cs")) : "";
        Random random = new(20261123);
        int valid = 0;
        List<string> wrong = [];
        for (int i = 0; i < Most && valid < Valid; i++)
        {
            string mutant = Mutations.Apply(source, random);
            CSharpCompilation compilation = Snippet.Create(mutant, "Mutant").AddSyntaxTrees(
                CSharpSyntaxTree.ParseText("global using System; global using System.Threading;", new CSharpParseOptions(LanguageVersion.Preview)),
                CSharpSyntaxTree.ParseText(structs, new CSharpParseOptions(LanguageVersion.Preview)),
                CSharpSyntaxTree.ParseText(Programs(mutant), new CSharpParseOptions(LanguageVersion.Preview)));
            if (compilation.GetDiagnostics(TestContext.Current.CancellationToken).Any(d => d.Severity == DiagnosticSeverity.Error)) continue;
            valid++;
            foreach (INamedTypeSymbol type in Some(compilation, random))
            {
                try
                {
                    LoweringResult lowered = FrontEnd.Lower(compilation, type, TestContext.Current.CancellationToken);
                    wrong.AddRange(lowered.Diagnostics.Where(d => d.Id == "BPF0000").Select(d => Shown(mutant, d.ToString())));
                    if (lowered.Module is null) continue;
                    CompilationResult compiled = BpfCompiler.Compile(
                        lowered.Module, new() { Kernels = [KernelProfiles.Find("6.18")!] }, TestContext.Current.CancellationToken);
                    wrong.AddRange(compiled.Diagnostics.Where(d => d.Id == "BPF0000").Select(d => Shown(mutant, d.ToString())));
                    if (compiled.Object is { } image)
                        wrong.AddRange(ObjectVerdicts.Differences(image).Select(difference => Shown(mutant, difference)));
                }
                catch (Exception e)
                {
                    wrong.Add(Shown(mutant, e.ToString()));
                }
            }
        }

        Assert.True(valid > 0, "Too few variants are valid: " + valid);
        Assert.True(wrong.Count == 0, wrong.Count + ":\n" + string.Join("\n", wrong.Distinct().Take(10)));
    }

    private static IEnumerable<INamedTypeSymbol> Some(CSharpCompilation compilation, Random random) =>
        compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Where(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == "BpfObjectAttribute"))
            .OrderBy(t => t.Name, StringComparer.Ordinal).OrderBy(_ => random.Next()).Take(Objects);

    /// <summary>For a file of the corpus, one program that calls all of its public methods of two numbers or fewer.</summary>
    private static string Programs(string source)
    {
        if (source.Contains("[BpfObject", StringComparison.Ordinal)) return "";
        CSharpCompilation plain = Snippet.Create(source, "Plain");
        IEnumerable<string> calls = plain.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>()
            .Where(m => m is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public }
                && m.ContainingType is { IsStatic: true, DeclaredAccessibility: Accessibility.Public } && m.ReturnType.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64
                && m.Parameters.All(p => p.RefKind == RefKind.None && p.Type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64))
            .Select((m, i) => $"[BpfObject(License = \"GPL\")] static partial class P{i} {{ [Xdp, OnFault(XdpAction.Drop)] static XdpAction Run(XdpContext ctx) {{ "
                + $"sum = {m.ContainingType.ToDisplayString()}.{m.Name}({string.Join(", ", m.Parameters.Select(p => $"unchecked(({p.Type})ctx.Length)"))}) is 1 ? 1UL : 2UL; return XdpAction.Pass; }} static ulong sum; }}");
        return "using Bpf;\n" + string.Join("\n", calls);
    }

    private static string Shown(string mutant, string what) => what + " in\n" + (mutant.Length < 6000 ? mutant : mutant[..6000]);
}
