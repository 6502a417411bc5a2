using System;
using System.Globalization;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Attaches programs of other compilers to the hooks that their sections name.</summary>
/// <remarks>Source: libbpf's section names, docs.kernel.org/bpf/libbpf/program_types.html.</remarks>
internal static class SectionHooks
{
    /// <summary>Attaches a program.</summary>
    /// <param name="program">The program.</param>
    /// <returns>Null where its section names no hook: a control group, an interface, a socket are only known to who attaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static BpfLink? TryAttach(BpfProgram program)
    {
        if (Sections.Find(program.Handle.Section) is not { } pattern)
            return null;
        string target = pattern.TargetOf(program.Handle.Section);
        if (target.Length == 0)
            return null;
        bool atReturn = pattern.Name.StartsWith("kret", StringComparison.Ordinal) || pattern.Name.StartsWith("uret", StringComparison.Ordinal);
        switch (pattern.Name)
        {
            case "tracepoint" or "tp":
                (string category, string name) = Split(target, '/');
                return new TracepointProgram<byte>(program, category, name).Attach();
            case "raw_tracepoint" or "raw_tp" or "raw_tracepoint.w" or "raw_tp.w":
                return new RawTracepointProgram(program, target).Attach();
            case "tp_btf" or "fentry" or "fentry.s" or "fexit" or "fexit.s" or "fmod_ret" or "fmod_ret.s" or "lsm" or "lsm.s":
                return new TracingProgram<FunctionArgs>(program).Attach();
            case "freplace":
                return new ReplacingProgram(program).Attach();
            case "kprobe" or "kretprobe":
                (string function, ulong offset) = WithOffset(target);
                return new KprobeProgram(program, null, atReturn).Attach(function, offset);
            case "ksyscall" or "kretsyscall":
                return new KprobeProgram(program, KernelSymbols.OfSystemCall(target), atReturn).Attach();
            case "kprobe.multi" or "kretprobe.multi" or "kprobe.session":
                return new KprobeMultiProgram(program, target, atReturn).Attach();
            case "uprobe" or "uprobe.s" or "uretprobe" or "uretprobe.s" when target.Contains(':', StringComparison.Ordinal):
                return AttachUprobe(new UprobeProgram(program, null, null, atReturn), target);
            case "uprobe.multi" or "uprobe.multi.s" or "uretprobe.multi" or "uretprobe.multi.s" or "uprobe.session" or "uprobe.session.s"
                when target.Contains(':', StringComparison.Ordinal):
                (string binary, string functions) = Split(target, ':');
                return new UprobeMultiProgram(program, binary, functions, atReturn).Attach();
            case "usdt" or "usdt.s":
                (string file, string mark) = Split(target, ':');
                (string provider, string place) = Split(mark, ':');
                return new UsdtProgram(program, file, provider, place).Attach();
            default:
                return null;
        }
    }

    /// <summary><c>/path:symbol</c>, <c>/path:symbol+8</c> or <c>/path:0x1234</c>, an offset in the file.</summary>
    private static BpfLink AttachUprobe(UprobeProgram program, string target)
    {
        (string path, string place) = Split(target, ':');
        (string symbol, ulong offset) = WithOffset(place);
        return symbol.StartsWith("0x", StringComparison.Ordinal)
            ? program.Attach(path, Number(symbol))
            : program.Attach(path, UserSymbols.FindFileOffset(path, symbol) + offset);
    }

    private static (string Name, ulong Offset) WithOffset(string place)
    {
        (string name, string offset) = Split(place, '+');
        return (name, offset.Length == 0 ? 0 : Number(offset));
    }

    private static ulong Number(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return ulong.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : throw new BpfException($"'{text}' in a section's name is no offset.");
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
