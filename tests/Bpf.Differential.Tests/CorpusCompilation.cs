using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bpf.Differential.Tests;

/// <summary>The corpus: compiled once, loaded into the CLR, and with a program around each method for the front end.</summary>
internal sealed class CorpusCompilation
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Preview);
    private static readonly Lazy<CorpusCompilation> s_instance = new(() => new());

    private CorpusCompilation()
    {
        CSharpCompilation plain = CSharpCompilation.Create(
            "Corpus", [.. Files().Select(f => CSharpSyntaxTree.ParseText(f.Text, s_language, f.Name))], References(),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        Compilation = plain.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Programs(plain), s_language, "Programs.cs"));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = Compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(image);
        Methods =
        [
            .. assembly.GetTypes()
                .Where(t => t is { Namespace: "Corpus", IsAbstract: true, IsSealed: true, IsPublic: true })
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(m => !m.IsGenericMethod),
        ];
    }

    public static CorpusCompilation Instance => s_instance.Value;

    public CSharpCompilation Compilation { get; }

    public ImmutableArray<MethodInfo> Methods { get; }

    /// <summary>The class whose only program runs a method.</summary>
    public INamedTypeSymbol ProgramOf(MethodInfo method) =>
        Compilation.GetSymbolsWithName(ProgramName(method.DeclaringType!.Name, method.Name), SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();

    private static string ProgramName(string type, string method) => "P_" + type + "_" + method;

    private static IEnumerable<(string Name, string Text)> Files()
    {
        Assembly assembly = typeof(CorpusCompilation).Assembly;
        foreach (string name in assembly.GetManifestResourceNames())
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }

        yield return ("Operators.cs", OperatorCorpus.Text());
    }

    private static string Programs(CSharpCompilation plain)
    {
        StringBuilder text = new("""
            using Bpf;
            public struct Frame { public ulong Result; public ulong A0; public ulong A1; public ulong A2; }

            """);
        foreach (INamedTypeSymbol type in plain.Assembly.GlobalNamespace.GetNamespaceMembers().Single(n => n.Name == "Corpus").GetTypeMembers())
        {
            if (!type.IsStatic || type.DeclaredAccessibility != Accessibility.Public) continue;
            foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.DeclaredAccessibility != Accessibility.Public || method.MethodKind != MethodKind.Ordinary) continue;
                string arguments = string.Join(", ", method.Parameters.Select(p => p.Type.SpecialType == SpecialType.System_Boolean
                    ? $"(f.Value.A{p.Ordinal} & 1) != 0" : $"unchecked(({p.Type})f.Value.A{p.Ordinal})"));
                string call = $"Corpus.{type.Name}.{method.Name}({arguments})";
                string result = method.ReturnType.SpecialType == SpecialType.System_Boolean ? call + " ? 1UL : 0UL" : $"unchecked((ulong){call})";
                text.AppendLine($$"""
                    [BpfObject(License = "GPL")] static partial class {{ProgramName(type.Name, method.Name)}}
                    {
                        [Xdp] [OnFault(XdpAction.Drop)] static XdpAction Run(XdpContext ctx)
                        {
                            if (!ctx.TryRef(0, out Ref<Frame> f)) return XdpAction.Aborted;
                            f.Value.Result = {{result}};
                            return XdpAction.Pass;
                        }
                    }
                    """);
            }
        }

        return text.ToString();
    }

    public static ImmutableArray<MetadataReference> References()
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
