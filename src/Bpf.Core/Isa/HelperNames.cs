using System;
using System.Collections.Generic;
using System.Text;
using Bpf.Core.Kernel;

namespace Bpf.Core.Isa;

/// <summary>The kernel's names of helpers: <see cref="HelperId"/> is those in PascalCase, so either follows from the other.</summary>
internal static class HelperNames
{
    private static readonly Dictionary<string, int> Ids = Index();

    /// <summary>The name with its <c>bpf_</c>, or null for an unknown number.</summary>
    public static string? Of(int id)
    {
        if (!Enum.IsDefined(typeof(HelperId), id))
            return null;
        StringBuilder name = new("bpf");
        foreach (char c in ((HelperId)id).ToString())
        {
            if (char.IsUpper(c))
                name.Append('_');
            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    /// <summary>The number, or null for an unknown name; <c>bpf_</c> may be left out.</summary>
    public static int? Find(string name) =>
        Ids.TryGetValue(name.StartsWith("bpf_", StringComparison.Ordinal) ? name : "bpf_" + name, out int id) ? id : null;

    private static Dictionary<string, int> Index()
    {
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        // The kernel's numbers have no gaps.
        for (int id = 0; Of(id) is { } name; id++)
            ids.Add(name, id);

        return ids;
    }
}
