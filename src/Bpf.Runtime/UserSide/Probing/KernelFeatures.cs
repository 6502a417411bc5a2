using System;
using System.Collections.Concurrent;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// What the running kernel has. A version number does not say: distributions backport and configure. Each feature is asked for once a
/// process, by the smallest program or map that needs it.
/// </summary>
public static class KernelFeatures
{
    private static readonly ConcurrentDictionary<Feature, bool> Answers = new();

    /// <summary>True where the running kernel has a feature, for this process.</summary>
    /// <param name="feature">The feature.</param>
    /// <exception cref="BpfException">The kernel can't be asked: the process may not load programs (<see cref="BpfException.Hint"/> says what is
    /// missing), or has no descriptors or memory left. What a file tells (types, kprobes, uprobes) needs no privilege.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux on a known architecture.</exception>
    public static bool Has(Feature feature)
    {
        if (Answers.TryGetValue(feature, out bool known))
            return known;
        bool has = FeatureProber.Ask(Features.Get(feature));
        Answers[feature] = has;
        return has;
    }

    /// <summary>Why the running kernel does not have a feature, for people.</summary>
    /// <param name="feature">The feature.</param>
    /// <returns>A clause (<c>this kernel, Linux 5.10, lacks dynptrs, which Linux 5.19 brought</c>); null where the kernel has it.</returns>
    /// <exception cref="BpfException">The kernel can't be asked, as with <see cref="Has"/>.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux on a known architecture.</exception>
    public static string? WhyNot(Feature feature)
    {
        if (Has(feature))
            return null;
        FeatureInfo row = Features.Get(feature);
        Version running = Environment.OSVersion.Version;
        string since = running >= row.Since ? $"though Linux {row.Since.ToString(2)} and later can have it" : $"which Linux {row.Since.ToString(2)} brought";
        return $"this kernel, Linux {running.ToString(2)}, lacks {row.Description}, {since}";
    }
}
