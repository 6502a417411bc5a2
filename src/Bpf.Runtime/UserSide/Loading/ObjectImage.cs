using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>An object read and linked, its constants and sizes set, ready to be loaded.</summary>
/// <param name="File">The object as it stands in its file.</param>
/// <param name="Linked">What is to be loaded.</param>
/// <param name="LeftOut">Why programs are not to be loaded, by name.</param>
internal sealed record ObjectImage(BpfObjectFile File, LinkedObject Linked, IReadOnlyDictionary<string, string> LeftOut)
{
    /// <summary>Reads and links an object.</summary>
    /// <param name="elf">The object's file.</param>
    /// <param name="profile">The kernel.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="config">Values for constants and globals.</param>
    /// <param name="leftOut">Programs that are not to be loaded, and why.</param>
    /// <param name="modules">The kernel's modules; null where there is no kernel to ask.</param>
    /// <exception cref="BpfFormatException">The bytes are no object, or contradict themselves.</exception>
    /// <exception cref="ArgumentException">A name in the options or the configuration is not in the object.</exception>
    public static ObjectImage Read(
        ReadOnlySpan<byte> elf, KernelProfile profile, LoadOptions options, BpfConfig? config, IReadOnlyDictionary<string, string> leftOut,
        LoadedModules? modules = null)
    {
        BpfObjectFile file = ElfReader.Read(elf);
        leftOut = WithOptional(file, options.OptionalPrograms, leftOut);
        LinkOptions linkOptions = new()
        {
            Config = config?.Values ?? LinkOptions.Default.Config,
            MaxEntries = options.MaxEntries.ToImmutableDictionary(),
            LeftOut = [.. leftOut.Keys],
            TargetTypes = options.Targets.ToImmutableDictionary(static target => target.Key, static target => LoadedTypes.Of(target.Value), StringComparer.Ordinal),
            KernelSettings = options.KernelSettings.ToImmutableDictionary(StringComparer.Ordinal),
        };
        return new ObjectImage(file, ObjectLinker.Link(file, profile, linkOptions, options.KernelBtfPath, modules), leftOut);
    }

    /// <summary>Leaves out what is optional and not asked for.</summary>
    private static IReadOnlyDictionary<string, string> WithOptional(BpfObjectFile file, IReadOnlySet<string> asked, IReadOnlyDictionary<string, string> leftOut)
    {
        ImmutableArray<ObjectFunction> functions = file.Functions.RemoveAll(static function => !function.Section.StartsWith('?'));
        if (functions.IsEmpty && asked.Count == 0)
            return leftOut;
        string[] optional = [.. functions.Select(static function => function.Name)];
        if (asked.FirstOrDefault(name => !optional.Contains(name)) is { } unknown)
            throw new ArgumentException($"The object has no optional program '{unknown}'.");
        return leftOut.ToImmutableDictionary(StringComparer.Ordinal).SetItems(optional.Where(name => !asked.Contains(name) && !leftOut.ContainsKey(name))
            .Select(static name => KeyValuePair.Create(name, $"its section says that it is optional, and {nameof(LoadOptions)}.{nameof(LoadOptions.OptionalPrograms)} does not name it")));
    }

    /// <summary>The programs left out, as members of an object.</summary>
    public IEnumerable<BpfProgram> ProgramsLeftOut(BpfObject owner) => LeftOut.Count == 0 ? [] :
        from function in File.Functions
        where function.IsProgram && LeftOut.ContainsKey(function.Name)
        let section = Sections.Find(function.Section.TrimStart('?'))
        let identity = new ProgramIdentity(function.Name, section?.ProgramType ?? default, section?.AttachType ?? default, function.Section)
        select new BpfProgram(new LeftOutProgram(owner, identity, LeftOut[function.Name]));
}
