using System.Text;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.KernelAnswers;

/// <summary>The tables of Bpf.Core that hold for every kernel: numbers, and since when there is what.</summary>
internal static class TableRows
{
    private static readonly (string Prefix, Type Type)[] s_enumerations =
        [("BPF_FUNC_", typeof(HelperId)), ("BPF_MAP_TYPE_", typeof(MapType)), ("BPF_PROG_TYPE_", typeof(ProgramType))];

    public static void Compare(Comparison comparison, KernelProfile answers, BtfTypes? types)
    {
        foreach (HelperPrototype row in Core.Kernel.Helpers.All.Where(row => answers.Helpers.Values.Any(list => list.Contains(row.Id))))
            comparison.Row($"{row.Name} since {row.Since}", true, row.Since <= answers.Version);
        foreach (MapTypeInfo row in MapTypes.All.Where(row => answers.MapTypes.Contains(row.Type)))
            comparison.Row($"map type {row.Name} since {row.Since}", true, row.Since <= answers.Version);
        foreach (ProgramTypeInfo row in ProgramTypes.All.Where(row => answers.ProgramTypes.Contains(row.Type)))
            comparison.Row($"program type {row.Name} since {row.Since}", true, row.Since <= answers.Version);
        foreach (FeatureInfo row in Features.All.Where(row => answers.Has(row.Feature)))
            comparison.Row($"feature {row.Feature} since {row.Since}", true, row.Since <= answers.Version);
        if (types is not null)
            CompareNumbers(comparison, types);
    }

    private static void CompareNumbers(Comparison comparison, BtfTypes types)
    {
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType type = types[id];
            if (type.Kind is not (BtfKind.Enum or BtfKind.Enum64))
                continue;
            for (int i = 0; i < type.Length; i++)
            {
                BtfEnumerator enumerator = type.Enumerator(i);
                foreach ((string prefix, Type ours) in s_enumerations)
                {
                    // Ends of enumerations: __BPF_FUNC_MAX_ID begins otherwise, BPF_PROG_TYPE_UNSPEC is nothing's.
                    if (!enumerator.Name.StartsWith(prefix, StringComparison.Ordinal) || enumerator.Name.EndsWith("_DEPRECATED", StringComparison.Ordinal))
                        continue;
                    object? value = Enum.TryParse(ours, Pascal(enumerator.Name[prefix.Length..]), out object? parsed) ? Convert.ToInt64(parsed) : null;
                    comparison.Row(enumerator.Name, value, (object?)enumerator.Value);
                }
            }
        }
    }

    private static string Pascal(string name)
    {
        StringBuilder pascal = new();
        foreach (string word in name.Split('_', StringSplitOptions.RemoveEmptyEntries))
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word[1..].ToLowerInvariant());
        return pascal.ToString();
    }
}
