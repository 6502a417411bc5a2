using System;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Ir;

/// <summary>Something a function needs of a kernel that the verifier doesn't ask for, such as a conversion in a format.</summary>
/// <param name="What">What it is, for the message.</param>
/// <param name="CameWith">A helper that came with it: a kernel has either both or none.</param>
/// <param name="Location">Where it is needed.</param>
public sealed record KernelNeed(string What, HelperId CameWith, SourceLocation? Location)
{
    /// <summary>The release it came with, where no helper did; null for what came with one.</summary>
    public Version? Release { get; init; }
}
