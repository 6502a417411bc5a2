using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Differential.Tests;

/// <summary>A program of the corpus as instructions.</summary>
internal static class CompiledProgram
{
    /// <summary>Optimizes and compiles a function; the function itself is changed.</summary>
    public static LoadRequest Compile(Function function)
    {
        Pipeline.Run(function);
        return new()
        {
            Name = function.Name,
            ProgramType = ProgramType.Xdp,
            ExpectedAttachType = AttachType.Xdp,
            License = "GPL",
            Instructions = CodeGenerator.Generate(function, new Lowering()).Instructions,
        };
    }
}
