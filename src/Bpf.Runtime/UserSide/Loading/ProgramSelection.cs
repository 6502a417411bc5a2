using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Decides which programs of an object a kernel gets.</summary>
/// <param name="conditions">What the programs' attributes say.</param>
/// <param name="missing">Says in a clause why a feature is missing; null where the kernel has it.</param>
internal sealed class ProgramSelection(IReadOnlyList<ProgramCondition> conditions, Func<Feature, string?> missing)
{
    private readonly Dictionary<string, ProgramCondition> conditions = conditions.ToDictionary(c => c.Program, StringComparer.Ordinal);

    /// <summary>Finds the programs that are left out.</summary>
    /// <param name="leftOut">Those that the caller leaves out: nothing takes their place.</param>
    /// <returns>Why, by name.</returns>
    /// <exception cref="ArgumentException">Programs replace one another in a circle.</exception>
    public ImmutableDictionary<string, string> LeftOut(IEnumerable<string> leftOut)
    {
        ImmutableDictionary<string, string>.Builder reasons = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string name in leftOut)
            reasons[name] = $"{nameof(LoadOptions)}.{nameof(LoadOptions.LeftOut)} names it";
        foreach (ProgramCondition condition in conditions.Values)
        {
            if (!reasons.ContainsKey(condition.Program) && Reason(condition) is { } reason)
                reasons[condition.Program] = reason;
        }

        return reasons.ToImmutable();
    }

    private string? Reason(ProgramCondition condition) =>
        IsAskedFor(condition, 0) ? Unmet(condition) : $"it stands in for '{condition.InsteadOf}', which this kernel can have";

    /// <summary>True where it replaces nothing, or something that was asked for and can't be had.</summary>
    private bool IsAskedFor(ProgramCondition condition, int depth)
    {
        if (depth > conditions.Count)
            throw new ArgumentException($"Program '{condition.Program}' and those it is instead of replace one another.");
        return condition.InsteadOf is not { } other
            || (conditions.TryGetValue(other, out ProgramCondition? replaced) && IsAskedFor(replaced, depth + 1) && Unmet(replaced) != null);
    }

    private string? Unmet(ProgramCondition condition)
    {
        foreach (Feature feature in condition.Requires)
        {
            if (missing(feature) is { } reason)
                return reason;
        }

        return null;
    }
}
