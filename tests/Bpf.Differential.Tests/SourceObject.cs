using Bpf.Compiler.Driver;
using Bpf.Core.Kernel;
using Bpf.Frontend;
using Bpf.Kernels;
using Bpf.Tests;
using Bpf.Vm;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bpf.Differential.Tests;

/// <summary>C# source with an object class <c>P</c>, compiled in memory.</summary>
internal static class SourceObject
{
    /// <summary>The running kernel's profile, if there is one.</summary>
    public static KernelProfile? Profile { get; } = KernelProfiles.Find($"{Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor}");

    /// <summary>A kernel that follows a callback for one call, and removes branches by what it saw.</summary>
    public static KernelProfile FollowsOneCall { get; } = KernelProfiles.Find("6.1")!;

    /// <summary>Compiles the members of <c>P</c>.</summary>
    /// <param name="members">The members.</param>
    /// <param name="kernels">What to compile for; none: what every kernel has.</param>
    /// <exception cref="InvalidOperationException">It doesn't compile.</exception>
    public static byte[] Compile(string members, params KernelProfile[] kernels)
    {
        const string Usings = "using System; using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Threading; using Bpf;\n";
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            Usings + "[BpfObject(License = \"GPL\")] static partial class P {\n" + members + "\n}", new CSharpParseOptions(LanguageVersion.Preview), "P.cs");
        CSharpCompilation compilation = CSharpCompilation.Create("P", [tree], CorpusCompilation.References(), new(OutputKind.DynamicallyLinkedLibrary));
        string[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        if (errors.Length > 0) throw new InvalidOperationException(string.Join("\n", errors));
        LoweringResult lowered = FrontEnd.Lower(compilation, compilation.GetTypeByMetadataName("P")!);
        if (lowered.Module is null) throw new InvalidOperationException(string.Join("\n", lowered.Diagnostics));
        CompilationResult result = BpfCompiler.Compile(lowered.Module, new() { Kernels = [.. kernels], Verify = kernels.Length > 0 });
        byte[] image = result.Object ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        Assert.Empty(ObjectVerdicts.Differences(image));
        return image;
    }

    /// <summary>Loads an object into the VM, as it is and as the verifier of a kernel leaves it, and, where there is one to load into, the running kernel.</summary>
    public static IEnumerable<(string World, BpfObject Object)> InWorlds(byte[] image, KernelProfile? leaves = null)
    {
        yield return ("VM", BpfObject.Load(new SimulatedKernel(), image));
        if (leaves is not null) yield return ("VM as " + leaves.Name + " leaves it", VerifiedWorld.TryLoad(image, leaves) ?? throw new InvalidOperationException(leaves.Name + " doesn't accept it."));
        if (KernelWorld.IsAvailable) yield return ("kernel", BpfObject.Load(image));
    }

    /// <summary>Runs an XDP program on a packet of one byte and padding.</summary>
    public static XdpAction Run(BpfObject loaded, string program, byte first) => Run(loaded, program, [first, .. new byte[63]]).Action;

    /// <summary>Runs an XDP program.</summary>
    public static XdpRunResult Run(BpfObject loaded, string program, byte[] packet) => new XdpProgram(loaded.Program(program)).Run(packet);
}
