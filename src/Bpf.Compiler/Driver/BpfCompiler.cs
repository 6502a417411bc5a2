using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Loops;
using Bpf.Compiler.Passes;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>From a module in SSA form to an ELF object that the kernels named accept, or to the reasons why not.</summary>
public static class BpfCompiler
{
    /// <summary>
    /// Optimizes, reports faults that are left, generates code, writes the object, and asks the simulated verifier of each kernel. A program that
    /// one lowering gets refused is lowered in the other ways before it is given up.
    /// </summary>
    /// <param name="module">The module; it is not changed.</param>
    /// <param name="options">The kernels, and whether to verify.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The object or the errors; never an exception for what a user's program is.</returns>
    /// <exception cref="OperationCanceledException">Canceled.</exception>
    public static CompilationResult Compile(Module module, CompileOptions options, CancellationToken ct = default)
    {
        try
        {
            return new Compilation(module, options, ct).Run();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new CompilationResult
            {
                Diagnostics = [BpfDiagnostic.Create("BPF0000", module.Functions.FirstOrDefault()?.Location, $"{e.GetType().Name}: {e.Message}")],
            };
        }
    }

    private sealed class Compilation(Module module, CompileOptions options, CancellationToken ct)
    {
        private readonly List<BpfDiagnostic> _diagnostics = [];
        private readonly KernelChoices _choices = new(module, options.Kernels);
        private List<List<Function>> _parts = []; // of each of the module's functions: itself, and rounds of its loops
        private List<Function> _optimized = [];
        private readonly Stopwatch _passes = new();
        private readonly Stopwatch _codegen = new();
        private readonly Stopwatch _verification = new();

        public CompilationResult Run()
        {
            Optimize();
            if (options.Verify)
                CheckAvailability();
            FrameDepth frames = new(_optimized, options.Kernels.Select(k => KernelLimits.CallFrames(k.Version)).DefaultIfEmpty(KernelLimits.CallFrames(new(5, 10))).Min());
            _diagnostics.AddRange(_optimized.Where(f => f.Program is not null).Select(frames.Check).OfType<BpfDiagnostic>());
            if (HasErrors)
                return Result(null, [], null, []);
            Lowering lowering = Lowering.For(options.Kernels) with { Arena = module.Maps.Find(m => m.Type == MapType.Arena)?.Name };
            List<CompiledFunction>? code = Generate(lowering);
            if (code is null)
                return Result(null, [], null, []);
            StackDepth depth = new(_optimized, code, Rounding);
            _diagnostics.AddRange(_optimized.Where(f => f.Program is not null).Select(depth.Check).OfType<BpfDiagnostic>());
            if (HasErrors)
                return Result(null, [], null, []);
            byte[] image = Build(_optimized, code);

            _verification.Start();
            VerifierLoop loop = new(module, options);
            Dictionary<string, VerifierLoop.Outcome> outcomes = loop.Verify(image, code, null, ct);
            image = TryLoops(loop, lowering, code, image, outcomes);
            foreach (Lowering alternative in Alternatives(lowering))
                image = TryAlternative(loop, alternative, code, image, outcomes);
            _verification.Stop();

            List<ProgramReport> reports = [];
            foreach (CompiledFunction function in code)
            {
                if (!outcomes.TryGetValue(function.Name, out VerifierLoop.Outcome? outcome))
                    continue;
                reports.Add(new ProgramReport
                {
                    Name = function.Name,
                    Instructions = outcome.Request.Instructions,
                    StackSize = function.StackSize,
                    Verdicts = outcome.Verdicts,
                });
            }

            // What is sent matters once it can be sent.
            if (!outcomes.Values.Any(o => o.IsRejected))
                _diagnostics.AddRange(_optimized.SelectMany(f => UnwrittenFieldsCheck.Run(f, module.Records)));
            return Result(image, [.. reports], code, outcomes);
        }

        /// <summary>What the kernels round a frame up to; where none is named, what the newest do: the simulated verifier says what counts.</summary>
        private int Rounding => options.Kernels.Select(k => KernelLimits.FrameRounding(k.Version)).DefaultIfEmpty(KernelLimits.FrameRounding(new(6, 7))).Max();

        private bool HasErrors => _diagnostics.Exists(d => d.IsError);

        private void Optimize()
        {
            _passes.Start();
            foreach (Function function in module.Functions)
            {
                ct.ThrowIfCancellationRequested();
                List<Function> parts = Optimize(function, LoopForm.First, out _);
                if (_choices.SupportOf(function).Iterator && LoopGuards.HasLongLoop(parts[0]))
                    parts = Optimize(function, LoopForm.Long, out _);
                _diagnostics.AddRange(parts.SelectMany(TrapCheck.Run));
                _diagnostics.AddRange(parts.SelectMany(EndlessLoopCheck.Run));
                _parts.Add(parts);
            }

            _optimized = [.. _parts.SelectMany(p => p)];
            _passes.Stop();
        }

        /// <summary>Optimizes a copy of a function.</summary>
        /// <param name="function">The function.</param>
        /// <param name="loops">Which loops are to be run by what the kernels have for them.</param>
        /// <param name="made">How many are, and states of callbacks that are hidden.</param>
        /// <returns>It, and functions that were made of rounds of its loops.</returns>
        private List<Function> Optimize(Function function, LoopForm loops, out int made)
        {
            Function copy = function.Copy();
            made = _choices.Resolve(copy, loops);
            if (!_choices.ReadsTags)
                NullGuards.Run(copy);
            Pipeline.Run(copy);
            List<Function> rounds = [];
            made += LoopGuards.Run(copy, _choices.SupportOf(copy), loops, rounds);
            if (rounds.Count == 0)
                return [copy];
            foreach (Function part in (List<Function>)[copy, .. rounds])
            {
                _choices.Resolve(part, loops);
                Pipeline.Run(part);
            }

            return [copy, .. rounds];
        }

        private void CheckAvailability()
        {
            // Several kernels may have the same to say, each of itself.
            HashSet<string> kernels = [.. options.Kernels.Select(k => k.Alias)];
            foreach (var same in new Availability(module, options.Kernels).Check(_optimized)
                .GroupBy(d => (d.Id, d.Location, string.Join("\n", d.Arguments.Where(a => !kernels.Contains(a))))))
            {
                BpfDiagnostic first = same.First();
                _diagnostics.Add(new BpfDiagnostic(first.Rule, first.Location,
                    [.. first.Arguments.Select((a, i) => kernels.Contains(a) ? string.Join(", ", same.Select(d => d.Arguments[i]).Distinct()) : a)]));
            }
        }

        /// <summary>What the kernels have in common that a program is for.</summary>
        private Lowering LoweringFor(Function function, Lowering lowering) => function.Program is { Requires.IsEmpty: false } program
            ? Lowering.For([.. options.Kernels.Where(k => program.Requires.All(k.Has))]) with { CompareForm = lowering.CompareForm, Arena = lowering.Arena }
            : lowering;

        private List<CompiledFunction>? Generate(Lowering lowering)
        {
            _codegen.Start();
            List<CompiledFunction> code = [];
            foreach (Function function in _optimized)
            {
                ct.ThrowIfCancellationRequested();
                try
                {
                    code.Add(CodeGenerator.Generate(function.Copy(), LoweringFor(function, lowering)));
                }
                catch (CodegenException e)
                {
                    _diagnostics.Add(BpfDiagnostic.Create(e.Id, e.Location, e.Message));
                }
            }

            _codegen.Stop();
            return code.Count == _optimized.Count ? code : null;
        }

        /// <summary>Generates code that need not fit: null where it doesn't.</summary>
        private List<CompiledFunction>? TryGenerate(List<Function> optimized, Lowering lowering)
        {
            try
            {
                List<CompiledFunction> code = [.. optimized.Select(f => CodeGenerator.Generate(f.Copy(), LoweringFor(f, lowering)))];
                StackDepth depth = new(optimized, code, Rounding);
                return optimized.Exists(f => f.Program is not null && depth.Check(f) is not null) ? null : code;
            }
            catch (CodegenException)
            {
                return null;
            }
        }

        private byte[] Build(List<Function> functions, List<CompiledFunction> code)
        {
            _codegen.Start();
            byte[] image = ObjectBuilder.Build(module, functions, code, options.TextOfLine, MovedPlaces.None);
            _codegen.Stop();
            return image;
        }

        /// <summary>The other ways of lowering, most promising first.</summary>
        private static IEnumerable<Lowering> Alternatives(Lowering lowering)
        {
            if (lowering.Jump32)
                yield return lowering with { CompareForm = CompareForm.Wide };
        }

        /// <summary>Lowers the programs that are refused another way, and keeps those that it helps.</summary>
        private byte[] TryAlternative(
            VerifierLoop loop, Lowering lowering, List<CompiledFunction> code, byte[] image, Dictionary<string, VerifierLoop.Outcome> outcomes)
        {
            HashSet<string> refused = [.. outcomes.Where(o => o.Value.IsRejected).Select(o => o.Key)];
            if (refused.Count == 0)
                return image;
            List<CompiledFunction> tried = [.. code];
            for (int i = 0; i < tried.Count; i++)
            {
                if (refused.Contains(tried[i].Name))
                    tried[i] = CodeGenerator.Generate(_optimized[i].Copy(), LoweringFor(_optimized[i], lowering));
            }

            Dictionary<string, VerifierLoop.Outcome> results = loop.Verify(Build(_optimized, tried), tried, refused, ct);
            bool helped = false;
            for (int i = 0; i < code.Count; i++)
            {
                if (results.TryGetValue(code[i].Name, out VerifierLoop.Outcome? outcome) && !outcome.IsRejected)
                {
                    code[i] = tried[i];
                    outcomes[code[i].Name] = outcome;
                    helped = true;
                }
            }

            return helped ? Build(_optimized, code) : image;
        }

        /// <summary>Has the kernel run the loops of programs that are too complex to verify, and keeps what helps.</summary>
        private byte[] TryLoops(
            VerifierLoop loop, Lowering lowering, List<CompiledFunction> code, byte[] image, Dictionary<string, VerifierLoop.Outcome> outcomes)
        {
            foreach (LoopForm form in LoopForm.Others)
            {
                HashSet<string> refused = [.. outcomes.Where(o => o.Value.IsTooComplex).Select(o => o.Key)];
                if (refused.Count == 0)
                    return image;
                CallGraph calls = new(_optimized);
                HashSet<Function> reached = [.. _optimized.Where(f => refused.Contains(f.Name)).SelectMany(calls.Reached)];
                List<List<Function>> parts = [.. _parts];
                int made = 0;
                for (int i = 0; i < parts.Count; i++)
                {
                    if (!reached.Contains(parts[i][0]))
                        continue;
                    parts[i] = Optimize(module.Functions[i], form, out int loops);
                    made += loops;
                }

                List<Function> optimized = [.. parts.SelectMany(p => p)];
                if (made == 0 || optimized.Exists(f => TrapCheck.Run(f).Any()) || TryGenerate(optimized, lowering) is not { } tried)
                    continue;
                byte[] built = Build(optimized, tried);
                Dictionary<string, VerifierLoop.Outcome> results = loop.Verify(built, tried, null, ct);
                if (results.Any(r => r.Value.IsRejected && !outcomes[r.Key].IsRejected) || !refused.Any(name => !results[name].IsRejected))
                    continue;
                (_parts, _optimized, image) = (parts, optimized, built);
                code.Clear();
                code.AddRange(tried);
                foreach (KeyValuePair<string, VerifierLoop.Outcome> result in results)
                    outcomes[result.Key] = result.Value;
            }

            return image;
        }

        private CompilationResult Result(
            byte[]? image, ImmutableArray<ProgramReport> programs, List<CompiledFunction>? code, Dictionary<string, VerifierLoop.Outcome> outcomes)
        {
            Placement placement = new(module, options, [.. _diagnostics], _optimized, code, outcomes);
            ImmutableArray<BpfDiagnostic> diagnostics = placement.Diagnostics(MovedPlaces.None);
            byte[]? accepted = diagnostics.Any(d => d.IsError) ? null : image;
            return new()
            {
                Object = accepted,
                Diagnostics = diagnostics,
                Programs = programs,
                Variant = accepted is null ? null : new Variant(false, "", options.Kernels),
                Timings = new Timings(_passes.Elapsed, _codegen.Elapsed, _verification.Elapsed),
                Placement = placement,
            };
        }
    }
}
