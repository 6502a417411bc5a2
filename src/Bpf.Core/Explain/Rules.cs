using System.Collections.Generic;
using System.Collections.Immutable;

namespace Bpf.Core.Explain;

/// <summary>
/// Every rule, one row each. Bands: 00xx declarations, 01xx language, 02xx types and layout, 03xx maps, helpers, hooks and kernels,
/// 04xx limits and faults, 05xx the verifier, 06xx misuse in user space, 09xx suggestions; BPF0000 is an internal error.
/// </summary>
public static partial class Rules
{
    private static readonly Dictionary<string, Rule> s_byId = [];

    /// <summary>All rules by id.</summary>
    public static ImmutableArray<Rule> All { get; } = Index();

    /// <summary>The rule with an id.</summary>
    /// <param name="id"><c>BPFnnnn</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Rule Find(string id) =>
        s_byId.TryGetValue(id, out Rule? rule) ? rule : throw new KeyNotFoundException("No rule has the id " + id + ".");

    private static ImmutableArray<Rule> Index()
    {
        List<Rule> all = [.. Declaration(), .. Language(), .. Types(), .. Kernel(), .. Limits()];
        all.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        foreach (Rule rule in all)
            s_byId.Add(rule.Id, rule);

        return [.. all];
    }

    private static Rule Error(string id, string title, string message, string remedy) => new(id, RuleSeverity.Error, title, message, remedy);
}
