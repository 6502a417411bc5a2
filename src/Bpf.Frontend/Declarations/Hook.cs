using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Declarations;

/// <summary>A hook attribute and what it makes of a program.</summary>
/// <param name="Kind">The attribute's name without namespace and suffix.</param>
/// <param name="Type">The program type.</param>
/// <param name="AttachType">The expected attach type; 0 where there is none or the attribute's argument is one.</param>
/// <param name="Section">The ELF section without arguments, libbpf's convention; empty where the attach type decides it.</param>
/// <param name="Context">What its programs take.</param>
/// <param name="Separator">What stands between the attribute's arguments in the section's name.</param>
internal sealed record Hook(string Kind, ProgramType Type, AttachType AttachType, string Section, HookContext Context, string Separator = "/")
{
    /// <summary>How its programs may take the function's arguments instead of the context.</summary>
    public ArgumentSource Arguments => Kind switch
    {
        "Fentry" or "BtfTracepoint" or "Netfilter" or "StructOps" => ArgumentSource.Typed,
        "Fexit" or "FmodRet" or "Lsm" or "LsmCgroup" => ArgumentSource.TypedWithResult,
        "Kprobe" or "KprobeMulti" or "Uprobe" => ArgumentSource.Registers,
        "Ksyscall" => ArgumentSource.SystemCall,
        "Kretprobe" or "KretprobeMulti" or "Kretsyscall" or "Uretprobe" => ArgumentSource.ResultRegister,
        _ => ArgumentSource.None,
    };

    /// <summary>The suffix of sections whose programs may sleep.</summary>
    private const string SleepableSuffix = ".s";

    /// <summary>The suffix of sections whose programs take packets in several buffers.</summary>
    private const string FragsSuffix = ".frags";

    /// <summary>The attach type with which programs that choose a socket are also asked where a connection goes when its socket closes.</summary>
    public AttachType? Migrating => Type == ProgramType.SkReuseport ? AttachType.SkReuseportSelectOrMigrate : null;

    /// <summary>The section of a program.</summary>
    /// <param name="attach">Its expected attach type.</param>
    /// <param name="arguments">The attribute's arguments, without an attach type.</param>
    /// <param name="sleepable">True where it may sleep.</param>
    /// <param name="frags">True where it takes packets in several buffers.</param>
    public string SectionFor(AttachType attach, IEnumerable<string> arguments, bool sleepable, bool frags)
    {
        string name = Section.Length == 0 || attach != AttachType ? Sections.All.First(s => s.ProgramType == Type && s.AttachType == attach).Name : Section;
        name += (sleepable ? SleepableSuffix : "") + (frags ? FragsSuffix : "");
        string joined = string.Join(Separator, arguments);
        return joined.Length == 0 ? name : name + "/" + joined;
    }
}
