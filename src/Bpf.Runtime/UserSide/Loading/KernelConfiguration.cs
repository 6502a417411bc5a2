using System;
using System.Collections.Immutable;
using System.IO;
using System.IO.Compression;

namespace Bpf;

/// <summary>The configuration that the running kernel was built with.</summary>
internal static class KernelConfiguration
{
    private const string Shown = "/proc/config.gz"; // CONFIG_IKCONFIG_PROC
    private const string Prefix = "CONFIG_";

    /// <summary>Its settings, by name; those that are not set are not there.</summary>
    /// <exception cref="BpfException">The kernel doesn't show its configuration.</exception>
    public static ImmutableDictionary<string, string> Read()
    {
        ImmutableDictionary<string, string>.Builder settings = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using StreamReader reader = Open() ?? throw new BpfException(
            $"The object depends on the kernel's configuration, which is neither in /boot nor in {Shown}. " +
            $"{nameof(LoadOptions)}.{nameof(LoadOptions.KernelSettings)} takes what it asks for.");
        while (reader.ReadLine() is { } line)
        {
            int at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && line.StartsWith(Prefix, StringComparison.Ordinal))
                settings[line[..at]] = line[(at + 1)..];
        }

        return settings.ToImmutable();
    }

    /// <summary>Where distributions put it, as libbpf looks for it.</summary>
    private static StreamReader? Open()
    {
        string file = "/boot/config-" + KernelRelease();
        if (File.Exists(file))
            return new StreamReader(file);
        return File.Exists(Shown) ? new StreamReader(new GZipStream(File.OpenRead(Shown), CompressionMode.Decompress)) : null;
    }

    private static string KernelRelease() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
}
