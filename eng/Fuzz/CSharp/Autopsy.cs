using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Frontend;

namespace Bpf.Fuzz.CSharp;

/// <summary>Shows what became of a program that was kept.</summary>
internal static class Autopsy
{
    /// <summary>Prints a program's SSA form before and after the passes, its instructions, the simulated verifier's log and whether worlds differ.</summary>
    public static int Show(string path, KernelProfile profile, TextWriter output)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        using Batch batch = Batch.Compile([(name, File.ReadAllText(path))], out IReadOnlyDictionary<string, string> invalid);
        foreach (string error in invalid.Values) output.WriteLine(error);
        if (invalid.Count > 0) return 1;
        LoweringResult lowered = FrontEnd.Lower(batch.Compilation, batch.Symbol(name));
        foreach (Core.Explain.BpfDiagnostic diagnostic in lowered.Diagnostics) output.WriteLine(diagnostic);
        if (lowered.Module is not { } module) return 1;
        CompilationResult compiled = BpfCompiler.Compile(module, new() { Kernels = [profile], Verify = false });
        foreach (Function function in module.Functions)
        {
            output.WriteLine(IrPrinter.Print(function));
            Pipeline.Run(function);
            output.WriteLine(IrPrinter.Print(function));
        }

        foreach (Core.Explain.BpfDiagnostic diagnostic in compiled.Diagnostics) output.WriteLine(diagnostic);
        if (compiled.Object is not { } elf) return 1;
        foreach (LoadRequest request in Linker.Link(ElfReader.Read(elf), profile).Programs)
        {
            output.WriteLine(Disassembler.DisassembleAll(request.Instructions.AsSpan()));
            output.WriteLine(Verifier.Verifier.Verify(request, profile, new() { LogLevel = 2 }).Log);
        }

        output.WriteLine(new Checker().Check(batch, name, Input.Some(new Random(0), 100)));
        return 0;
    }
}
