using Bpf.Core.Elf;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Ir;

/// <summary>A function, variable or setting of the kernel's that a module refers to.</summary>
/// <param name="Symbol">What the object says of it.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record KernelSymbol(ExternSpec Symbol, SourceLocation? Location)
{
    /// <summary>True for one of several functions that do the same on different kernels: the compiler has made its choice where it is called.</summary>
    public bool IsAlternative { get; init; }
}
