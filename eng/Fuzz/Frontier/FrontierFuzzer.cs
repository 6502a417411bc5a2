using System.Diagnostics;
using System.Text.RegularExpressions;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;

namespace Bpf.Fuzz.Frontier;

/// <summary>Random programs near the frontier: the simulated verifier and the running kernel must agree, and runs must keep to what it claims.</summary>
/// <param name="kernel">Whose answers.</param>
/// <param name="seed">The first program's.</param>
/// <param name="limit">How long.</param>
/// <param name="profile">What is simulated.</param>
/// <param name="capabilities">Who loads the programs.</param>
/// <param name="folder">Where to keep what is found.</param>
/// <param name="output">Where to write.</param>
internal sealed partial class FrontierFuzzer(KernelAnswers kernel, int seed, TimeSpan limit, KernelProfile profile, Capabilities capabilities, string folder, TextWriter output)
{
    private readonly VerifierOptions _options = new() { Capabilities = capabilities };
    private readonly Runs _runs = new(new Random(seed));
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unknowns = new(StringComparer.Ordinal);
    private readonly List<PlantedMistake> _hidden = [.. PlantedMistake.All];
    private int _programs, _accepted, _falseAccepts, _falseRejects, _unknown, _claims, _broken, _otherReasons;

    /// <summary>Runs.</summary>
    /// <returns>0 where nothing differed and every planted mistake was found.</returns>
    public int Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int next = seed; watch.Elapsed < limit; next++)
        {
            LoadRequest request = new FrontierGenerator(new Random(next), capabilities).Next();
            if (kernel.Refusal(next, request) is not { } refusal) break;
            Try(next, request, refusal);
        }

        foreach ((string reason, int count) in _reasons.OrderByDescending(r => r.Value).Take(100)) output.WriteLine($"{count,7}  {reason}");
        foreach ((string feature, int count) in _unknowns.OrderByDescending(u => u.Value)) output.WriteLine($"{count,7}  not modeled: {feature}");
        foreach (PlantedMistake mistake in _hidden) output.WriteLine("not found: " + mistake.Name);
        output.WriteLine($"other reasons than the kernel's {_otherReasons}; claims of {_claims} programs held against runs ({_runs.Compared} registers), broken {_broken}");
        output.WriteLine(
            $"programs {_programs}, accepted {100.0 * _accepted / Math.Max(_programs, 1):F1}%, kernel reasons {_reasons.Count}, false accepts {_falseAccepts}, "
            + $"false rejects {_falseRejects}, unknown {_unknown}, planted {PlantedMistake.All.Length - _hidden.Count} of {PlantedMistake.All.Length} found");
        return _falseAccepts + _falseRejects + _broken + _hidden.Count == 0 ? 0 : 1;
    }

    private void Try(int number, LoadRequest request, string refusal)
    {
        _programs++;
        VerificationResult ours = Simulate(request);
        if (refusal.Length == 0) _accepted++;
        else Count(_reasons, Shape(refusal));
        switch (ours.Verdict)
        {
            case Verdict.Unknown:
                _unknown++;
                Count(_unknowns, ours.UnknownFeature!);
                return;
            case Verdict.Accept when refusal.Length > 0:
                _falseAccepts++;
                Keep(number, request, "the simulator accepts it, the kernel says: " + refusal, r => IsFalse(r, Verdict.Accept));
                break;
            case Verdict.Reject when refusal.Length == 0:
                _falseRejects++;
                Keep(number, request, "the kernel accepts it, the simulator says: " + ours.Rejection!.KernelMessage, r => IsFalse(r, Verdict.Reject));
                break;
            case Verdict.Reject when ours.Rejection!.KernelMessage != refusal:
                // As good as false: what the user is told is another thing.
                if (_otherReasons++ < 5) output.WriteLine($"seed {number}: the kernel says '{refusal}', the simulator '{ours.Rejection.KernelMessage}'");
                break;
            case Verdict.Accept:
                HoldAgainstRuns(number, request);
                break;
        }

        _hidden.RemoveAll(mistake => Shows(mistake, request, refusal.Length == 0));
    }

    private void HoldAgainstRuns(int number, LoadRequest request)
    {
        Claims? claims = Claims.Collect(request, profile);
        if (claims is not null) _claims++;
        if (_runs.Check(request, claims) is not { } wrong) return;
        _broken++;
        Keep(number, request, wrong, _ => false);
    }

    private bool Shows(PlantedMistake mistake, LoadRequest request, bool accepted)
    {
        LoadRequest seen = mistake.Apply(request);
        return Simulate(seen).Verdict == (accepted ? Verdict.Reject : Verdict.Accept);
    }

    private VerificationResult Simulate(LoadRequest request) => Bpf.Verifier.Verifier.Verify(request, profile, _options);

    private bool IsFalse(LoadRequest request, Verdict verdict) =>
        request.Instructions.Length > 0 && Simulate(request).Verdict == verdict && kernel.Refusal(0, request)!.Length > 0 == (verdict == Verdict.Accept);

    /// <summary>Shrinks a program and keeps it.</summary>
    private void Keep(int number, LoadRequest request, string what, Predicate<LoadRequest> isSame)
    {
        LoadRequest small = kernel.AnswersAll ? ProgramShrinker.Shrink(request, isSame) : request;
        string text = $"; seed {number}, {small.ProgramType}, flags {small.Flags}: {what}\n"
            + Disassembler.DisassembleAll(small.Instructions.AsSpan(), ListingOptions.Kernel);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"frontier-{number}.s");
        File.WriteAllText(path, text);
        output.WriteLine($"{text}\nkept as {path}");
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    /// <summary>A reason without the numbers in it: what differs in them only is the same.</summary>
    private static string Shape(string reason) => NumberPattern().Replace(reason, "N");

    [GeneratedRegex("0x[0-9a-f]+|-?[0-9]+")]
    private static partial Regex NumberPattern();
}
