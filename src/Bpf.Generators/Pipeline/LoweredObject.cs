using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Frontend;
using Bpf.Frontend.Model;
using Bpf.Kernels;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// A class in SSA form, and what became of it under the options asked for last. Compared by reference: equal means that nothing it
/// was made from has changed (see <see cref="LoweringCache"/>), so that the steps behind it need not run.
/// </summary>
internal sealed class LoweredObject(LoweringResult result, SourceLines source)
{
    // Not the result itself: it holds syntax trees.
    private readonly Module? _module = result.Module;
    private readonly ImmutableArray<BpfDiagnostic> _diagnostics = result.Diagnostics;
    private readonly bool _hasCSharpErrors = result.HasCSharpErrors;
    private readonly object _gate = new();
    private (BuildOptions Options, CompiledObject Object)? _last;

    /// <summary>Its declarations.</summary>
    public ObjectModel Declared { get; } = result.Model;

    /// <summary>Compiles and verifies it, once for each change of the options.</summary>
    public CompiledObject Compile(BuildOptions options, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_last is not { } last || last.Options != options)
            {
                last = (options, CompileNow(options, ct));
                _last = last;
            }

            return last.Object;
        }
    }

    private CompiledObject CompileNow(BuildOptions options, CancellationToken ct)
    {
        if (_module is null)
            return new CompiledObject("", _diagnostics) { IsSkipped = _hasCSharpErrors };
        if (Machines.IsBigEndian(options.RuntimeIdentifier))
            return new CompiledObject("", _diagnostics.Add(new BpfDiagnostic(Rules.BigEndian, null, [options.RuntimeIdentifier])));
        if (!KernelProfiles.TryParse(options.Kernels, out ImmutableArray<KernelProfile> kernels, out string? error))
            return new CompiledObject("", _diagnostics.Add(new BpfDiagnostic(Rules.UnknownKernel, null, [error!.TrimEnd('.')])));

        CompilationResult result = BpfCompiler.Compile(
            _module,
            new CompileOptions { Kernels = kernels, Verify = options.Verify, TextOfLine = options.EmbedSource ? source.TextOf : null },
            ct);
        string image = result.Object is null ? "" : Convert.ToBase64String(result.Object);
        return new CompiledObject(image, _diagnostics.AddRange(result.Diagnostics));
    }
}

/// <summary>What is embedded in the assembly, and what is said about it.</summary>
/// <param name="Image">The ELF object in base64; empty where it was refused.</param>
/// <param name="Diagnostics">Errors and warnings on the expressions they are about.</param>
internal sealed record CompiledObject(string Image, ImmutableArray<BpfDiagnostic> Diagnostics)
{
    /// <summary>True where there is nothing to embed.</summary>
    public bool IsRefused => Image.Length == 0;

    /// <summary>True where C# itself has errors in it, and nothing more is to be said.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The first error.</summary>
    public BpfDiagnostic? FirstError => Diagnostics.FirstOrDefault(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error);

    /// <inheritdoc/>
    public bool Equals(CompiledObject? other) =>
        other is not null && Image == other.Image && IsSkipped == other.IsSkipped && Diagnostics.SequenceEqual(other.Diagnostics);

    /// <inheritdoc/>
    public override int GetHashCode() => Image.GetHashCode();
}
