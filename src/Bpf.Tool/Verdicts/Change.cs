namespace Bpf.Tool.Verdicts;

/// <summary>A program in two runs; one side is null where only the other has it.</summary>
internal sealed record Change(ProgramVerdict? Before, ProgramVerdict? After)
{
    /// <summary>The program, from the side that has it.</summary>
    public ProgramVerdict Either => After ?? Before!;

    /// <summary>True where verdict or numbers differ.</summary>
    public bool IsChange => Before?.Outcome != After?.Outcome || Before?.Instructions != After?.Instructions || Before?.States != After?.States;

    /// <summary>By how much the processed instructions grew, in percent; 0 unless both sides accept.</summary>
    public double Growth => Before is { Outcome: Outcome.Accept, Instructions: > 0 } before && After is { Outcome: Outcome.Accept } after
        ? 100.0 * (after.Instructions - before.Instructions) / before.Instructions
        : 0;

    /// <summary>True where a program is no longer accepted, or takes more instructions than before by more than some percent.</summary>
    public bool IsWorse(double maxGrowth) =>
        (Before is { Outcome: Outcome.Accept } && After is { Outcome: not Outcome.Accept }) || Growth > maxGrowth;

    /// <summary>Pairs the programs of two runs by file, name and kernel; a run that doesn't name its kernel goes with one of any.</summary>
    public static IEnumerable<Change> Between(ProgramVerdict[] before, ProgramVerdict[] after)
    {
        bool named = before.Concat(after).All(verdict => verdict.Kernel.Length > 0);
        if (!named && (Kernels(before) > 1 || Kernels(after) > 1))
            throw new ToolException("one run is of several kernels, and the other doesn't say of which it is");
        Dictionary<(string, string, string), ProgramVerdict> earlier = [];
        foreach (ProgramVerdict verdict in before)
        {
            if (!earlier.TryAdd(Key(verdict), verdict))
                throw new ToolException($"the first run has {verdict.File}/{verdict.Program} twice");
        }

        foreach (ProgramVerdict verdict in after)
            yield return new(earlier.Remove(Key(verdict), out ProgramVerdict? same) ? same : null, verdict);
        foreach (ProgramVerdict verdict in before.Where(verdict => earlier.ContainsKey(Key(verdict))))
            yield return new(verdict, null);

        (string, string, string) Key(ProgramVerdict verdict) => (verdict.File, verdict.Program, named ? verdict.Kernel : "");

        static int Kernels(ProgramVerdict[] run) => run.Select(verdict => verdict.Kernel).Distinct().Count();
    }
}
