using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Names of probed functions that the types of no kernel named have: loading takes any name, attaching fails. A warning, since kernels have functions
/// that their types leave out: those of modules, and those that the kernel's compiler has changed.
/// </summary>
internal static class ProbedNameCheck
{
    private const int MostEdits = 2;

    /// <summary>What is said about a program; null where a kernel has the function, or none has types.</summary>
    public static BpfDiagnostic? Check(Function function, IReadOnlyList<KernelProfile> kernels)
    {
        if (function.Program is not { } program || Sections.Find(program.Section) is not { Name: "kprobe" or "kretprobe" } section)
            return null;
        string name = section.TargetOf(program.Section).Split('+')[0];
        BtfTypes?[] types = [.. kernels.Where(k => program.Requires.All(k.Has)).Select(k => k.Btf)];
        if (name.Length == 0 || types.Length == 0 || types.Any(t => t is null || t.Find(name, BtfKind.Func) != 0))
            return null;
        string like = Nearest(name, types[types.Length - 1]!) is { } nearest ? $" (did you mean '{nearest}'?)" : "";
        return BpfDiagnostic.Create("BPF0339", function.Location, function.Name, name, string.Join(", ", kernels.Select(k => k.Alias)), like);
    }

    private static string? Nearest(string name, BtfTypes types)
    {
        (int Edits, string Name)? best = null;
        for (int id = 1; id <= types.Count; id++)
        {
            if (types[id] is not { Kind: BtfKind.Func } function || Math.Abs(function.Name.Length - name.Length) > MostEdits)
                continue;
            int edits = Edits(name, function.Name);
            if (edits <= MostEdits && (best is null || edits < best.Value.Edits))
                best = (edits, function.Name);
        }

        return best?.Name;
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
