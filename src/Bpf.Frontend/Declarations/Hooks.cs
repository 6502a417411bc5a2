using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Declarations;

/// <summary>A hook attribute and what it makes of a program.</summary>
/// <param name="Kind">The attribute's name without namespace and suffix.</param>
/// <param name="Type">The program type.</param>
/// <param name="AttachType">The expected attach type; 0 for none.</param>
/// <param name="Section">The ELF section without arguments, libbpf's convention.</param>
/// <param name="Separator">What stands between the attribute's arguments in the section's name.</param>
internal sealed record Hook(string Kind, ProgramType Type, AttachType AttachType, string Section, string Separator = "/")
{
    /// <summary>The section of a program with these attribute arguments.</summary>
    public string SectionFor(IEnumerable<string> arguments)
    {
        string joined = string.Join(Separator, arguments);
        return joined.Length == 0 ? Section : Section + "/" + joined;
    }
}

/// <summary>The hook attributes. Section names: libbpf's program_types.rst.</summary>
internal static class Hooks
{
    private static readonly Hook[] s_rows =
    [
        new("Xdp",           ProgramType.Xdp,           AttachType.Xdp, "xdp"),
        new("Tracepoint",    ProgramType.Tracepoint,    default,        "tracepoint"),
        new("RawTracepoint", ProgramType.RawTracepoint, default,        "raw_tracepoint"),
        new("Kprobe",        ProgramType.Kprobe,        default,        "kprobe"),
        new("Kretprobe",     ProgramType.Kprobe,        default,        "kretprobe"),
        new("Uprobe",        ProgramType.Kprobe,        default,        "uprobe",    ":"),
        new("Uretprobe",     ProgramType.Kprobe,        default,        "uretprobe", ":"),
    ];

    private static readonly Dictionary<string, Hook> s_byName =
        s_rows.ToDictionary(r => WellKnownNames.Namespace + "." + r.Kind + "Attribute");

    /// <summary>The row of an attribute class, or null where it is no hook.</summary>
    public static Hook? Find(string metadataName) => s_byName.TryGetValue(metadataName, out Hook? row) ? row : null;
}
