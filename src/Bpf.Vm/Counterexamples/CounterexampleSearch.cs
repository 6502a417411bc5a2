using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Link;
using Bpf.Vm.Hooks;

namespace Bpf.Vm.Counterexamples;

/// <summary>
/// Looks for a run that shows why a program is refused: by the verifier's way to the instruction, and where that doesn't tell all, by guesses. Only
/// what was seen in a run counts: a fault at that instruction, a result out of range, a record kept, a loop that doesn't end.
/// </summary>
public static class CounterexampleSearch
{
    private const int Changes = 2_000, MostKept = 64;

    /// <summary>Looks for a run, and says what it is where that tells something.</summary>
    /// <param name="request">The program.</param>
    /// <param name="rejection">Why it is refused, with the path there.</param>
    public static string? Describe(LoadRequest request, Rejection rejection) => Find(request, rejection) is { IsTelling: true } found ? found.ToString() : null;

    /// <summary>Looks for a run.</summary>
    /// <param name="request">The program.</param>
    /// <param name="rejection">Why it is refused, with the path there.</param>
    /// <returns>Null where none was found, which doesn't mean that there is none.</returns>
    public static Counterexample? Find(LoadRequest request, Rejection rejection)
    {
        Refusal refusal = new(rejection);
        if (HookTable.Find(request.ProgramType) is not { } hook || !refusal.IsDeed) return null;
        request = WithNamedMaps(request);
        Trial trial = new(request, refusal.Limit);
        if (!trial.IsPossible()) return null;
        Inputs? found = new Replays(request, rejection, hook).All().FirstOrDefault(inputs => refusal.Seen(trial.Run(inputs)) is not null);
        if (found is null && refusal.IsWorthGuesses) found = Guess(new(request, hook), trial, refusal);
        if (found is null) return null;
        Inputs inputs = new Simplifier(found, trial, refusal).Run();
        return new Counterexample
        {
            Packet = inputs.Packet is null ? null : [.. inputs.Packet],
            Context = [.. inputs.Context.Take(Array.FindLastIndex(inputs.Context, b => b != 0) + 1)],
            Entries = inputs.Entries,
            TaskId = inputs.TaskId,
            Seed = inputs.Seed,
            FullRings = inputs.FullRings,
            Instruction = rejection.InstructionOffset,
            Fault = refusal.Seen(trial.Run(inputs))!,
            Layout = hook.Context,
        };
    }

    private static Inputs? Guess(Guesses guesses, Trial trial, Refusal refusal)
    {
        HashSet<(long, int)> ways = [];
        List<Inputs> kept = [];
        foreach (Inputs inputs in guesses.Plain())
        {
            if (IsIt(inputs)) return inputs;
        }

        Random random = new(2);
        for (int i = 0; i < Changes; i++)
        {
            // What was found late got further than what was found early.
            Inputs inputs = guesses.Changed(kept[Math.Max(random.Next(kept.Count), random.Next(kept.Count))]);
            if (IsIt(inputs)) return inputs;
        }

        return null;

        bool IsIt(Inputs inputs)
        {
            Trial.Ending ending = trial.Run(inputs);
            if (refusal.Seen(ending) is not null) return true;
            if (ways.Add((ending.Executed, ending.Fault?.Instruction ?? -1)) && kept.Count < MostKept) kept.Add(inputs);
            return false;
        }
    }

    /// <summary>The simulated kernel tells maps apart by name; a request that is no object's may have several of one, or of none.</summary>
    private static LoadRequest WithNamedMaps(LoadRequest request) =>
        request.Maps.Select(map => map.Name).Distinct().Count() == request.Maps.Length && request.Maps.All(map => map.Name.Length > 0)
            ? request
            : request with { Maps = [.. request.Maps.Select((map, index) => map with { Name = string.Format(CultureInfo.InvariantCulture, "{0}#{1}", map.Name, index) })] };
}
