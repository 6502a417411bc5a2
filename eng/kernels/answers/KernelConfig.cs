using System.Collections.Immutable;
using System.IO.Compression;

namespace Bpf.KernelAnswers;

/// <summary>A kernel's configuration, as far as it decides on eBPF.</summary>
internal static class KernelConfig
{
    private static readonly string[] s_words =
        ["BPF", "KPROBE", "UPROBE", "FTRACE", "DEBUG_INFO_BTF", "FUNCTION_ERROR_INJECTION", "CGROUP", "NET_CLS", "NET_ACT", "LWTUNNEL", "XDP", "SECURITY_LOCKDOWN", "CONFIG_LSM"];

    private static readonly string[] s_names =
        ["CONFIG_HZ", "CONFIG_PREEMPT", "CONFIG_PREEMPT_RT", "CONFIG_PREEMPT_DYNAMIC", "CONFIG_NR_CPUS", "CONFIG_NUMA", "CONFIG_64BIT", "CONFIG_NETFILTER", "CONFIG_TRACEPOINTS", "CONFIG_KALLSYMS_ALL"];

    /// <summary>Reads it, from <c>FOLDER/config</c>, <c>/proc/config.gz</c> or <c>/boot</c>; nothing where it is nowhere.</summary>
    public static ImmutableSortedDictionary<string, string> Read(string folder)
    {
        string given = Path.Combine(folder, "config"), boot = $"/boot/config-{Release()}";
        using Stream? stream = File.Exists(given) ? File.OpenRead(given)
            : File.Exists("/proc/config.gz") ? new GZipStream(File.OpenRead("/proc/config.gz"), CompressionMode.Decompress)
            : File.Exists(boot) ? File.OpenRead(boot)
            : null;
        if (stream is null)
            return ImmutableSortedDictionary<string, string>.Empty;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n')
            .Select(static line => line.Split('=', 2))
            .Where(static line => line.Length == 2 && line[0].StartsWith("CONFIG_", StringComparison.Ordinal) && Decides(line[0]))
            .ToImmutableSortedDictionary(static line => line[0], static line => line[1], StringComparer.Ordinal);
    }

    private static bool Decides(string name) => s_names.Contains(name) || s_words.Any(word => name.Contains(word, StringComparison.Ordinal));

    private static string Release() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
}
