using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Compiler.Driver;

/// <summary>Links an object for each kernel and asks the simulated verifiers.</summary>
internal sealed class VerifierLoop(Module module, CompileOptions options)
{
    private readonly Dictionary<string, ProgramInfo> _programs =
        module.Functions.Where(f => f.Program is not null).ToDictionary(f => f.Name, f => f.Program!);

    /// <summary>What the kernels say about one program, and where its instructions come from.</summary>
    internal sealed record Outcome(LoadRequest Request, LinkedPlaces Places, ImmutableArray<KernelVerdict> Verdicts)
    {
        /// <summary>Atomic operations that kernels accept and arm64 cannot do.</summary>
        public ImmutableArray<UnalignedAtomic> UnalignedAtomics { get; init; } = [];

        public bool IsRejected => Verdicts.Any(v => v.Result.Verdict == Verdict.Reject && v.AcceptedBecause is null);

        /// <summary>True where a kernel gives up, rather than finds a mistake.</summary>
        public bool IsTooComplex => Verdicts.Any(v => v is { Result: { Verdict: Verdict.Reject, Rejection.Reason: RejectionReason.TooComplex }, AcceptedBecause: null });
    }

    /// <summary>Verifies the programs of an object.</summary>
    /// <param name="image">The object.</param>
    /// <param name="code">Its functions.</param>
    /// <param name="only">The programs to verify, by name; null for all.</param>
    /// <param name="ct">Cancels.</param>
    public Dictionary<string, Outcome> Verify(byte[] image, IReadOnlyList<CompiledFunction> code, HashSet<string>? only, CancellationToken ct)
    {
        BpfObjectFile file = ElfReader.Read(image);
        VerifierOptions verifierOptions = new() { ConfigRanges = [.. module.Globals.Where(g => g.Config is not null).Select(RangeOf)] };
        Dictionary<string, Outcome> outcomes = [];
        ImmutableArray<KernelProfile> kernels = options.Kernels.IsEmpty ? [AnyKernel] : options.Kernels;
        foreach (KernelProfile kernel in kernels)
        {
            ImmutableHashSet<string> leftOut = options.Kernels.IsEmpty ? []
                : [.. _programs.Where(p => !p.Value.Requires.All(kernel.Has)).Select(p => p.Key)];
            LinkOptions linkOptions = new() { LeftOut = leftOut, KernelBtf = Linker.NeedsKernelTypes(file, leftOut) ? kernel.Btf : null, LeavesSettingsOpen = true };
            if (options.Kernels.IsEmpty)
                linkOptions = linkOptions with { RelocationTypes = file.Types };

            foreach (LoadRequest request in Linker.Link(file, kernel, linkOptions).Programs)
            {
                if (only is not null && !only.Contains(request.Name))
                    continue;
                ProgramInfo program = _programs[request.Name];
                if (!outcomes.TryGetValue(request.Name, out Outcome? outcome))
                    outcome = new Outcome(request, new LinkedPlaces(request, file, code), []);
                Lazy<VerificationResult> verification = new(() => Verifier.Verifier.Verify(request, kernel, verifierOptions, ct));
                if (options.Verify && !options.Kernels.IsEmpty)
                {
                    VerificationResult result = verification.Value;
                    KernelVerdict verdict = new(kernel.Alias, result)
                    {
                        AcceptedBecause = Accepted(program, kernel),
                        Missing = result.Rejection is { } refused && request.Unresolved.TryGetValue(refused.InstructionOffset, out string? missing) ? missing : null,
                    };
                    outcome = outcome with { Verdicts = outcome.Verdicts.Add(verdict) };
                }

                ImmutableArray<UnalignedAtomic> unaligned = AtomicAlignment.Find(request, options.Kernels.IsEmpty ? null : () => verification.Value);
                outcomes[request.Name] = outcome with { UnalignedAtomics = [.. outcome.UnalignedAtomics.Union(unaligned)] };
            }
        }

        return outcomes;
    }

    /// <summary>Rejections and unknowns as diagnostics; kernels that say the same share one. Where the program need not be accepted, that is listed instead.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outcome">What they say.</param>
    /// <param name="places">Where its source is now.</param>
    /// <param name="showing">Finds a run that shows a rejection, or none.</param>
    public static IEnumerable<BpfDiagnostic> Explain(string program, Outcome outcome, MovedPlaces places, Func<LoadRequest, Rejection, string?> showing)
    {
        foreach (KernelVerdict accepted in outcome.Verdicts.Where(v => v.Result.Verdict != Verdict.Accept && v.AcceptedBecause is not null))
            yield return BpfDiagnostic.Create("BPF0591", Find(0), program, accepted.Kernel, accepted.AcceptedBecause!);

        ImmutableArray<KernelVerdict> demanded = outcome.Verdicts.RemoveAll(v => v.AcceptedBecause is not null);
        foreach (var same in demanded.Where(v => v.Result.Verdict == Verdict.Reject)
            .GroupBy(v => (v.Result.Rejection!.Reason, v.Result.Rejection.InstructionOffset, v.Missing)))
        {
            string kernels = string.Join(", ", same.Select(v => v.Kernel));
            if (same.Key.Missing is { } missing)
            {
                yield return BpfDiagnostic.Create("BPF0332", Find(same.Key.InstructionOffset) ?? Find(0), missing, $"Linux {kernels}");
                continue;
            }

            Rejection rejection = same.First().Result.Rejection!;
            yield return RejectionExplainer.Explain(rejection, kernels, Find, shownBy: showing(outcome.Request, rejection));
        }

        foreach (var same in demanded.Where(v => v.Result.Verdict == Verdict.Unknown)
            .GroupBy(v => (v.Result.UnknownFeature, v.Result.UnknownInstruction)))
        {
            string kernels = string.Join(", ", same.Select(v => v.Kernel));
            SourceLocation? place = same.Key.UnknownInstruction >= 0 ? Find(same.Key.UnknownInstruction) : null;
            yield return BpfDiagnostic.Create("BPF0500", place ?? Find(0), $"'{program}'", kernels, same.Key.UnknownFeature ?? "something");
        }

        foreach (UnalignedAtomic atomic in outcome.UnalignedAtomics)
            yield return BpfDiagnostic.Create("BPF0408", Find(atomic.Instruction) ?? Find(0), atomic.Size, atomic.Map, atomic.Alignment);

        SourceLocation? Find(int slot) => places.Find(outcome.Places.Find(slot));
    }

    private static string? Accepted(ProgramInfo program, KernelProfile kernel)
    {
        foreach (AcceptedKernel accepted in program.AcceptUnverified)
        {
            if (accepted.Kernel == kernel.Alias || accepted.Kernel == kernel.Name)
                return accepted.Reason;
        }

        return null;
    }

    /// <summary>Stands for any kernel where none is named: linking wants a version.</summary>
    private static KernelProfile AnyKernel { get; } = new() { Name = "any", Alias = "any", Version = new Version(5, 12) };

    private static Verifier.ConfigRange RangeOf(GlobalVariable variable)
    {
        Ir.ConfigRange range = variable.Config!.Value;
        return new Verifier.ConfigRange(variable.Section, variable.Offset, variable.Size, range.Signed, range.Min, unchecked((long)range.Max));
    }
}
