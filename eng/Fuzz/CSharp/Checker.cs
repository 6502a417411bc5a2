using System.Collections.Immutable;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Frontend;
using Bpf.Kernels;
using Microsoft.CodeAnalysis;

namespace Bpf.Fuzz.CSharp;

/// <summary>Compiles one program of a batch as a build does, and compares its worlds.</summary>
internal sealed class Checker
{
    /// <summary>What programs are compiled for: the running kernel where it is known.</summary>
    public static KernelProfile Profile { get; } = KernelProfiles.Find($"{Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor}")
        ?? KernelProfiles.Find("6.12")!;

    /// <summary>True where programs are also run in the running kernel.</summary>
    public bool UsesKernel { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>Compiles and compares.</summary>
    /// <param name="batch">What C# made of it.</param>
    /// <param name="name">The program's class.</param>
    /// <param name="inputs">What to run it with.</param>
    /// <param name="onFunction">Is told of each function before it is optimized.</param>
    public Finding Check(Batch batch, string name, IReadOnlyList<Input> inputs, Action<Function>? onFunction = null)
    {
        LoweringResult lowered = Lower(batch, name);
        if (lowered.Module is not { } module)
            return new NotCompiled([.. lowered.Diagnostics.Where(d => d.IsError)]);
        foreach (Function function in module.Functions) onFunction?.Invoke(function);
        CompilationResult compiled = BpfCompiler.Compile(module, new() { Kernels = [Profile] });
        if (compiled.Object is not { } elf)
            return new NotCompiled([.. compiled.Diagnostics.Where(d => d.IsError)]);
        LinkedObject linked = Link(elf);
        Outcome[] expected = Worlds.OnClr(batch.Body(name), linked, inputs);
        if (Different("VM", expected, inputs, () => Worlds.InVm(linked, inputs)) is { } inVm) return inVm;
        if (!UsesKernel) return new Equal(inputs.Count, 0);
        try
        {
            return Different("kernel", expected, inputs, () => Worlds.InKernel(elf, inputs)) ?? (Finding)new Equal(inputs.Count, inputs.Count);
        }
        catch (BpfVerifierException e)
        {
            return new Refused(e.Reason);
        }
    }

    /// <summary>Compiles a program with a mistake planted.</summary>
    /// <returns>True where running it in the VM shows the mistake.</returns>
    public bool Shows(PlantedBug bug, Batch batch, string name, IReadOnlyList<Input> inputs)
    {
        if (Lower(batch, name).Module is not { } module || !bug.Plant(module)
            || BpfCompiler.Compile(module, new() { Kernels = [Profile], Verify = false }).Object is not { } elf)
            return false;
        LinkedObject linked = Link(elf);
        Outcome[] expected = Worlds.OnClr(batch.Body(name), linked, inputs);
        return Different("VM", expected, inputs, () => Worlds.InVm(linked, inputs)) is not null;
    }

    private static LoweringResult Lower(Batch batch, string name) => FrontEnd.Lower(batch.Compilation, batch.Symbol(name));

    private LinkedObject Link(byte[] elf) => Linker.Link(ElfReader.Read(elf), Profile);

    private static Mismatch? Different(string world, Outcome[] expected, IReadOnlyList<Input> inputs, Func<Outcome[]> run)
    {
        Outcome[] actual;
        try
        {
            actual = run();
        }
        catch (Exception e) when (e is not BpfVerifierException)
        {
            return new(world, $"failed: {e.GetType().Name}: {e.Message}");
        }

        int at = Enumerable.Range(0, expected.Length).FirstOrDefault(i => expected[i] != actual[i], -1);
        return at < 0 ? null : new(world, $"{inputs[at]}: CLR {expected[at]}, {world} {actual[at]}");
    }
}

/// <summary>What came of a program.</summary>
internal abstract record Finding;

/// <summary>All worlds agree.</summary>
internal sealed record Equal(int InVm, int InKernel) : Finding;

/// <summary>The build has errors.</summary>
internal sealed record NotCompiled(ImmutableArray<Core.Explain.BpfDiagnostic> Errors) : Finding;

/// <summary>The simulator accepted it, the kernel didn't.</summary>
internal sealed record Refused(string Reason) : Finding;

/// <summary>Two worlds disagree.</summary>
internal sealed record Mismatch(string World, string What) : Finding;
