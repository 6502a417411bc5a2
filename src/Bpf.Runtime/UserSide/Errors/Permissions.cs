using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Finds out why the kernel said EPERM.</summary>
internal static class Permissions
{
    private const int CapNetAdmin = 12, CapSysAdmin = 21, CapPerfmon = 38, CapBpf = 39;

    /// <summary>True where the process has what programs of the type take: a refusal then has another reason.</summary>
    /// <param name="type">The program type; null for maps and other things.</param>
    public static bool AreEnough(ProgramType? type) => Missing(type).Count == 0 && !IsInUserNamespace();

    /// <summary>What is missing, in sentences.</summary>
    /// <param name="type">The program type that was loaded or attached; null for maps and other things.</param>
    public static string Explain(ProgramType? type)
    {
        List<string> reasons = [];
        List<string> missing = Missing(type);
        if (missing.Count > 0)
            reasons.Add($"This process lacks {string.Join(" and ", missing)} (before Linux 5.8: CAP_SYS_ADMIN). Run it as root, or grant them: " +
                $"setcap {string.Join(',', missing).ToLowerInvariant()}+ep on the executable.");
        if (missing.Contains("CAP_BPF") && ReadLine("/proc/sys/kernel/unprivileged_bpf_disabled") is { } value and not "0")
            reasons.Add($"kernel.unprivileged_bpf_disabled is {value}.");

        if (IsInUserNamespace())
            reasons.Add("The process is in a user namespace: its capabilities don't count for eBPF (without a BPF token).");
        if (ReadLine("/sys/kernel/security/lockdown") is { } lockdown && !lockdown.Contains("[none]", StringComparison.Ordinal))
            reasons.Add($"Kernel lockdown is on ({lockdown}): reading kernel memory from programs is refused under 'confidentiality'.");
        if (reasons.Count == 0)
            reasons.Add("The capabilities are there: a security module, seccomp (containers) or the kernel's configuration refuses it.");
        return string.Join(" ", reasons);
    }

    private static List<string> Missing(ProgramType? type)
    {
        ulong capabilities = EffectiveCapabilities();
        bool Has(int capability) => (capabilities >> capability & 1) != 0;
        List<string> missing = [];
        if (Has(CapSysAdmin))
            return missing;
        if (!Has(CapBpf))
            missing.Add("CAP_BPF");
        if (NeedsPerfmon(type) && !Has(CapPerfmon))
            missing.Add("CAP_PERFMON");
        if (NeedsNetAdmin(type) && !Has(CapNetAdmin))
            missing.Add("CAP_NET_ADMIN");
        return missing;
    }

    private static bool NeedsPerfmon(ProgramType? type) => type is ProgramType.Kprobe or ProgramType.Tracepoint or ProgramType.PerfEvent
        or ProgramType.RawTracepoint or ProgramType.RawTracepointWritable or ProgramType.Tracing or ProgramType.Lsm or ProgramType.Ext
        or ProgramType.StructOps;

    private static bool NeedsNetAdmin(ProgramType? type) => type is ProgramType.Xdp or ProgramType.SchedCls or ProgramType.SchedAct
        or ProgramType.LwtIn or ProgramType.LwtOut or ProgramType.LwtXmit or ProgramType.LwtSeg6local or ProgramType.SkSkb
        or ProgramType.SkMsg or ProgramType.SockOps or ProgramType.FlowDissector or ProgramType.CgroupSock or ProgramType.CgroupSockAddr
        or ProgramType.CgroupSockopt or ProgramType.CgroupDevice or ProgramType.CgroupSysctl or ProgramType.SkLookup or ProgramType.Netfilter;

    private static ulong EffectiveCapabilities()
    {
        const string label = "CapEff:";
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(label, StringComparison.Ordinal))
                return ulong.Parse(line.AsSpan(label.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return 0;
    }

    /// <summary>The initial namespace maps all 2^32 - 1 ids to themselves (user_namespaces(7)).</summary>
    private static bool IsInUserNamespace() =>
        ReadLine("/proc/self/uid_map") is { } map && !map.TrimEnd().EndsWith("4294967295", StringComparison.Ordinal);

    private static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
