using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.KernelAsking;
using Bpf.Kernels;

namespace Bpf.KernelAnswers;

/// <summary>Asks the running kernel everything that a profile says, and compares it with the profile that ships.</summary>
internal static class Inquiry
{
    private const string KernelBtf = "/sys/kernel/btf/vmlinux";
    private const string NewestMarked = "7.2"; // its types mark kfuncs

    public static int Run(string folder)
    {
        if (RawBpf.Missing is { } reason)
        {
            Console.Error.WriteLine(reason);
            return 1;
        }

        // A distribution's own number may follow: 6.18.44-fc-v657.
        Version running = Environment.OSVersion.Version, version = new(running.Major, running.Minor, running.Build);
        if (KernelProfiles.Find($"{version.Major}.{version.Minor}") is not { } shipped)
        {
            Console.Error.WriteLine($"no profile is of {version}; see docs/kernels.md for adding one");
            return 1;
        }

        byte[] types = File.Exists(KernelBtf) ? File.ReadAllBytes(KernelBtf) : [];
        KernelProfile answers = Ask(shipped, version, types.Length == 0 ? null : BtfTypes.Read(types), folder);
        File.WriteAllText(Path.Combine(folder, "profile.txt"), ProfileFormat.Write(answers));
        File.WriteAllBytes(Path.Combine(folder, "vmlinux.btf"), types);
        Tracing.Save(folder);

        Comparison comparison = new();
        ProfileRows.Compare(comparison, shipped, answers);
        TableRows.Compare(comparison, answers, types.Length == 0 ? null : BtfTypes.Read(types));
        Tracing.Compare(comparison);
        HelperRows.Compare(comparison, version);
        ContextRows.Compare(comparison, version, LoadSites.Find(FeatureAsking.Types));
        LimitRows.Compare(comparison, version);
        comparison.Save(folder);
        return 0;
    }

    private static KernelProfile Ask(KernelProfile shipped, Version version, BtfTypes? types, string folder)
    {
        ILookup<ProgramType, LoadSite> sites = LoadSites.Find(types);
        // Some machines refuse whole program types before the verifier sees them: of those the shipped profile stays.
        ImmutableHashSet<ProgramType> derived = [.. shipped.DerivedHelpers.Where(type => !sites.Contains(type))];
        Dictionary<ProgramType, ImmutableHashSet<HelperId>> helpers =
            sites.ToDictionary(static type => type.Key, static type => CallAsking.Helpers(type));
        foreach (ProgramType type in derived)
            helpers[type] = shipped.Helpers[type];

        IReadOnlyCollection<string> names = types is null ? [] : CallAsking.KfuncNames(types, KernelProfiles.Find(NewestMarked)!.Btf);
        KernelProfile answers = shipped with
        {
            Version = version,
            Proven = true,
            ProgramTypes = [.. helpers.Keys],
            Helpers = helpers.ToImmutableDictionary(),
            DerivedHelpers = derived,
            MapTypes = [.. MapTypes.All.Where(row => row.Type == MapType.StructOps ? sites.Contains(ProgramType.StructOps) : FeatureAsking.Creates(row)).Select(static row => row.Type)],
            Features = [.. Features.All.Where(static row => FeatureAsking.Answers(row.Probe)).Select(static row => row.Feature)],
            AttachTypes = sites.Where(static type => type.First().BtfId == 0)
                .Select(static type => (type.Key, Types: FeatureAsking.AttachTypes(type.Key)))
                .Where(static row => row.Types.Count > 0)
                .ToImmutableDictionary(static row => row.Key, static row => row.Types.ToImmutableHashSet()),
            Config = KernelConfig.Read(folder),
        };
        return types is null ? answers : answers with
        {
            Kfuncs = sites.Select(type => (type.Key, Names: CallAsking.Kfuncs(type, types, names)))
                .Where(static row => row.Names.Count > 0)
                .ToImmutableDictionary(static row => row.Key, static row => row.Names),
        };
    }
}
