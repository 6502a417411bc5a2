using System;
using System.Collections.Immutable;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Verifier;

namespace Bpf.Compiler.Driver;

/// <summary>What became of a module.</summary>
public sealed record CompilationResult
{
    /// <summary>The ELF object; null where a diagnostic is an error.</summary>
    public byte[]? Object { get; init; }

    /// <summary>What to tell the user, in program order.</summary>
    public ImmutableArray<BpfDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>The programs; empty where they were not generated.</summary>
    public ImmutableArray<ProgramReport> Programs { get; init; } = [];

    /// <summary>What the object is for.</summary>
    public Variant? Variant { get; init; }

    /// <summary>Where the time went.</summary>
    public Timings Timings { get; init; }

    internal Placement? Placement { get; init; }

    /// <summary>
    /// The same result for source that has moved in its files but not changed otherwise: lines of the object and places of diagnostics are
    /// written anew, nothing is compiled or verified again.
    /// </summary>
    /// <param name="move">Where a span of the module that was compiled is now.</param>
    public CompilationResult Moved(Func<SourceSpan, SourceSpan> move) => Placement?.Move(this, move) ?? this;
}

/// <summary>One program after compilation.</summary>
public sealed record ProgramReport
{
    /// <summary>Its symbol.</summary>
    public required string Name { get; init; }

    /// <summary>Its code as a kernel loads it, subprograms appended; one element a slot.</summary>
    public required ImmutableArray<Instruction> Instructions { get; init; }

    /// <summary>Bytes of stack of the program itself.</summary>
    public required int StackSize { get; init; }

    /// <summary>What the simulated kernels say; empty where verification is off.</summary>
    public ImmutableArray<KernelVerdict> Verdicts { get; init; } = [];

    /// <summary>The code in the kernel's own syntax.</summary>
    public string Listing => Disassembler.DisassembleAll(Instructions.AsSpan());
}

/// <summary>One kernel's verdict on one program.</summary>
/// <param name="Kernel">The kernel's short name.</param>
/// <param name="Result">The verdict.</param>
public sealed record KernelVerdict(string Kernel, VerificationResult Result)
{
    /// <summary>The reason of <c>[AcceptUnverified]</c> for this kernel; null where the verdict counts.</summary>
    public string? AcceptedBecause { get; init; }

    /// <summary>What the kernel's types lack, where that is why it refuses: <c>struct task_struct.state</c>.</summary>
    public string? Missing { get; init; }
}

/// <summary>Time spent.</summary>
/// <param name="Passes">Optimizing.</param>
/// <param name="Codegen">Generating instructions and writing the object.</param>
/// <param name="Verification">Simulating the verifiers, all kernels together.</param>
public readonly record struct Timings(TimeSpan Passes, TimeSpan Codegen, TimeSpan Verification);
