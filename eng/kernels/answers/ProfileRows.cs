using Bpf.Core.Kernel;

namespace Bpf.KernelAnswers;

/// <summary>The lines of a profile: what it says about features, types, helpers, kfuncs and configuration.</summary>
internal static class ProfileRows
{
    public static void Compare(Comparison comparison, KernelProfile shipped, KernelProfile answers)
    {
        foreach (FeatureInfo row in Features.All)
            comparison.Row($"feature {row.Feature}", shipped.Has(row.Feature), answers.Has(row.Feature));
        foreach (MapTypeInfo row in MapTypes.All)
            comparison.Row($"map type {row.Name}", shipped.MapTypes.Contains(row.Type), answers.MapTypes.Contains(row.Type));
        foreach (ProgramTypeInfo row in ProgramTypes.All)
        {
            comparison.Row($"program type {row.Name}", shipped.ProgramTypes.Contains(row.Type), answers.ProgramTypes.Contains(row.Type));
            if (answers.ProgramTypes.Contains(row.Type))
                CompareType(comparison, row, shipped, answers);
        }

        foreach (string name in shipped.Config.Keys.Union(answers.Config.Keys))
            comparison.Row(name, shipped.Config.GetValueOrDefault(name), answers.Config.GetValueOrDefault(name));
    }

    private static void CompareType(Comparison comparison, ProgramTypeInfo type, KernelProfile shipped, KernelProfile answers)
    {
        foreach (HelperPrototype helper in Core.Kernel.Helpers.All)
        {
            if (answers.DerivedHelpers.Contains(type.Type))
                comparison.Unasked();
            else
                comparison.Row($"{helper.Name} in {type.Name}", shipped.Allows(type.Type, helper.Id), answers.Allows(type.Type, helper.Id));
        }

        foreach (AttachType attach in Enum.GetValues<AttachType>())
        {
            if (shipped.AttachTypes.ContainsKey(type.Type) || answers.AttachTypes.ContainsKey(type.Type))
                comparison.Row($"{attach} of {type.Name}", Has(shipped, type.Type, attach), Has(answers, type.Type, attach));
        }

        foreach (string kfunc in Kfuncs(shipped, type.Type).Union(Kfuncs(answers, type.Type)))
            comparison.Row($"{kfunc} in {type.Name}", Kfuncs(shipped, type.Type).Contains(kfunc), Kfuncs(answers, type.Type).Contains(kfunc));
    }

    private static bool Has(KernelProfile profile, ProgramType type, AttachType attach) =>
        profile.AttachTypes.TryGetValue(type, out var types) && types.Contains(attach);

    private static IReadOnlyCollection<string> Kfuncs(KernelProfile profile, ProgramType type) =>
        profile.Kfuncs.TryGetValue(type, out var names) ? names : [];
}
