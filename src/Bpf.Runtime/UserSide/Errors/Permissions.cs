using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Finds out why the kernel said EPERM.</summary>
internal static class Permissions
{
    private const int CapNetAdmin = 12, CapSysAdmin = 21, CapPerfmon = 38, CapBpf = 39;

    private static readonly (int Number, string Name)[] Names =
    [
        (CapBpf, "CAP_BPF"),
        (CapPerfmon, "CAP_PERFMON"),
        (CapNetAdmin, "CAP_NET_ADMIN"),
    ];

    /// <summary>True where the process has what programs of the type take: a refusal then has another reason.</summary>
    /// <param name="type">The program type; null for maps and other things.</param>
    public static bool AreEnough(ProgramType? type)
    {
        ProcessRights rights = ProcessRights.Read();
        return !rights.IsInUserNamespace && Missing(type, rights).Count == 0;
    }

    /// <summary>What is missing, in sentences.</summary>
    /// <param name="type">The program type that was loaded or attached; null for maps and other things.</param>
    public static string Explain(ProgramType? type) => Explain(type, ProcessRights.Read());

    /// <summary>What is missing for a process, in sentences.</summary>
    /// <param name="type">The program type that was loaded or attached; null for maps and other things.</param>
    /// <param name="rights">What the process may.</param>
    public static string Explain(ProgramType? type, ProcessRights rights)
    {
        List<string> reasons = [];
        List<int> missing = Missing(type, rights);
        string names = string.Join(" and ", missing.Select(NameOf));
        if (missing.Count > 0 && missing.Exists(capability => !rights.MayHave(capability)))
            reasons.Add($"This process lacks {names}, and not even root has it here, as in containers. Grant it from outside: " +
                $"docker run {string.Join(' ', missing.Select(capability => "--cap-add " + NameOf(capability)[4..]))}; in Kubernetes securityContext.capabilities.add.");
        else if (missing.Count > 0)
            reasons.Add($"This process lacks {names} (before Linux 5.8: CAP_SYS_ADMIN). Run it as root, or grant them: " +
                $"setcap {string.Join(',', missing.Select(NameOf)).ToLowerInvariant()}+ep on the executable.");
        if (missing.Contains(CapBpf) && rights.UnprivilegedBpfDisabled is { } value and not "0")
            reasons.Add($"kernel.unprivileged_bpf_disabled is {value}.");

        if (rights.IsInUserNamespace)
            reasons.Add("The process is in a user namespace: its capabilities don't count for eBPF without a BPF token (LoadOptions.TokenPath, Linux 6.9).");
        if (rights.Lockdown is { } lockdown && !lockdown.Contains("[none]", StringComparison.Ordinal))
            reasons.Add($"Kernel lockdown is on ({lockdown}): reading kernel memory from programs is refused under 'confidentiality'.");
        if (type is null && rights.MemlockBytes is { } bytes)
            reasons.Add($"Before Linux 5.11 maps count against RLIMIT_MEMLOCK, which is {bytes / 1024} KiB here: ulimit -l unlimited, or LimitMEMLOCK=infinity in a systemd unit.");
        if (reasons.Count == 0 && rights.HasSeccomp)
            reasons.Add("The capabilities are there, but the process runs under a seccomp filter, as in containers: it may refuse bpf(2) or perf_event_open(2) " +
                "(docker run --security-opt seccomp=...).");
        else if (reasons.Count == 0)
            reasons.Add("The capabilities are there: a security module (AppArmor, SELinux) or the kernel's configuration refuses it.");
        return string.Join(" ", reasons);
    }

    private static string NameOf(int capability) => Array.Find(Names, row => row.Number == capability).Name;

    private static List<int> Missing(ProgramType? type, ProcessRights rights)
    {
        List<int> missing = [];
        if (rights.Has(CapSysAdmin))
            return missing;
        if (!rights.Has(CapBpf))
            missing.Add(CapBpf);
        Capabilities needed = type is { } program && ProgramTypes.Find(program) is { } row ? row.Capabilities : Capabilities.None;
        if ((needed & Capabilities.Perfmon) != 0 && !rights.Has(CapPerfmon))
            missing.Add(CapPerfmon);
        if ((needed & Capabilities.NetAdmin) != 0 && !rights.Has(CapNetAdmin))
            missing.Add(CapNetAdmin);
        return missing;
    }
}
