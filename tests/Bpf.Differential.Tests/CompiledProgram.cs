using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Differential.Tests;

/// <summary>A program of the corpus as an object, maps, globals and subprograms included.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Image">The ELF object.</param>
internal sealed record CompiledProgram(string Name, byte[] Image)
{
    /// <summary>Optimizes and compiles a module of one program; the module is not changed.</summary>
    /// <param name="module">The module.</param>
    /// <param name="kernel">What to compile for; null for what every kernel has.</param>
    public static CompiledProgram Compile(Module module, KernelProfile? kernel = null)
    {
        CompilationResult result = BpfCompiler.Compile(module, new() { Kernels = kernel is null ? [] : [kernel], Verify = false });
        return new(
            module.Functions.Single(f => f.Program is not null).Name,
            result.Object ?? throw new InvalidOperationException(string.Join(" ", result.Diagnostics)));
    }

    /// <summary>What a kernel is asked to verify.</summary>
    public LoadRequest Request(KernelProfile profile) => Linker.Link(ElfReader.Read(Image), profile, new() { KernelBtf = profile.Btf }).Programs.Single();
}
