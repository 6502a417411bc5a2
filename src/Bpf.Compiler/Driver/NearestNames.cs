using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Btf;

namespace Bpf.Compiler.Driver;

/// <summary>What a misspelled name of the kernel's may have been meant to be.</summary>
internal static class NearestNames
{
    private const int MostEdits = 2;

    /// <summary><c> (did you mean 'name'?)</c> for the function or type of a kernel's whose name differs in two characters at most; else nothing.</summary>
    /// <param name="name">The name that was not found.</param>
    /// <param name="types">The kernel's types.</param>
    /// <param name="kind">The kind of what is looked for.</param>
    /// <param name="prefix">What the names begin with that is not written, as <c>btf_trace_</c>; <paramref name="name"/> is without it.</param>
    public static string Suggestion(string name, BtfTypes types, BtfKind kind, string prefix = "") => Suggestion(
        name,
        Enumerable.Range(1, types.Count).Select(id => types[id]).Where(t => t.Kind == kind && t.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(t => t.Name.Substring(prefix.Length)));

    /// <summary><c> (did you mean 'name'?)</c> for the name that differs in two characters at most; else nothing.</summary>
    public static string Suggestion(string name, IEnumerable<string> names)
    {
        (int Edits, string Name)? best = null;
        foreach (string candidate in names)
        {
            if (candidate.Length == 0 || Math.Abs(candidate.Length - name.Length) > MostEdits) continue;
            int edits = Edits(name, candidate);
            if (edits <= MostEdits && edits < name.Length && (best is null || edits < best.Value.Edits)) best = (edits, candidate);
        }

        return best is { } nearest ? $" (did you mean '{nearest.Name}'?)" : "";
    }

    /// <summary>How many characters to add, leave out or change (Levenshtein's distance).</summary>
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[b.Length];
    }
}
