using System.Collections.Immutable;
using System.Threading;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Frontend;
using Bpf.Frontend.Model;
using Bpf.Kernels;
using Bpf.Vm.Counterexamples;

namespace Bpf.Generators.Pipeline;

/// <summary>
/// A class in SSA form, and what became of it under the options asked for last. Compared by reference: equal means that nothing it
/// was made from has changed (see <see cref="LoweringCache"/>), so that the steps behind it need not run.
/// </summary>
/// <param name="result">What the front end made.</param>
/// <param name="places">Where its source was then.</param>
/// <param name="source">The text of it.</param>
internal sealed class LoweredObject(LoweringResult result, SourcePlaces places, SourceLines source)
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
                last = (options, new CompiledObject(Declared, places, _diagnostics, CompileNow(options, ct)));
                _last = last;
            }

            return last.Object;
        }
    }

    /// <summary>Null where C# itself has errors, and nothing more is to be said.</summary>
    private CompilationResult? CompileNow(BuildOptions options, CancellationToken ct)
    {
        if (_module is null)
            return _hasCSharpErrors ? null : new CompilationResult();
        if (Machines.IsBigEndian(options.RuntimeIdentifier))
            return Refused(new BpfDiagnostic(Rules.BigEndian, null, [options.RuntimeIdentifier]));
        if (!KernelProfiles.TryParse(options.Kernels, out ImmutableArray<KernelProfile> kernels, out string? error))
            return Refused(new BpfDiagnostic(Rules.UnknownKernel, null, [error!.TrimEnd('.')]));
        return BpfCompiler.Compile(
            _module,
            new CompileOptions
            {
                Kernels = kernels,
                Verify = options.Verify,
                TextOfLine = options.EmbedSource ? source.TextOf : null,
                ShowRejection = CounterexampleSearch.Describe,
            },
            ct);
    }

    private static CompilationResult Refused(BpfDiagnostic why) => new() { Diagnostics = [why] };
}
