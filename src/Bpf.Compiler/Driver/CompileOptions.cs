using System;
using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Compiler.Driver;

/// <summary>What to compile for.</summary>
public sealed record CompileOptions
{
    /// <summary>The kernels that the object shall run on; none for instructions that any kernel from 5.12 on has, unverified.</summary>
    public ImmutableArray<KernelProfile> Kernels { get; init; } = [];

    /// <summary>False to leave the verifier's simulation out: the real kernel will be the first to say.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The text of a line, by recorded path and number from 1, for tools that show it (bpftool, llvm-objdump); null for objects without.</summary>
    public Func<string, int, string>? TextOfLine { get; init; }

    /// <summary>Finds a run that shows a rejection, in a few words, or none; null to do without.</summary>
    public Func<LoadRequest, Rejection, string?>? ShowRejection { get; init; }
}
