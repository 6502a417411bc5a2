using System;
using System.IO;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel this process runs on, as far as linking an object asks.</summary>
internal static class RunningKernel
{
    private const string VmlinuxBtf = "/sys/kernel/btf/vmlinux";

    /// <summary>The running kernel.</summary>
    public static KernelProfile Profile { get; } = Describe("running", Environment.OSVersion.Version, File.Exists(VmlinuxBtf));

    /// <summary>The kernel that simulated worlds are taken for: the newest, without its own types.</summary>
    public static KernelProfile Simulated { get; } = Describe("simulated", new Version(6, 18), hasBtf: false);

    /// <summary>True where map memory counts against RLIMIT_MEMLOCK (before Linux 5.11).</summary>
    public static bool ChargesMemlock => Environment.OSVersion.Version < new Version(5, 11);

    private static KernelProfile Describe(string name, Version version, bool hasBtf) => new()
    {
        Name = name,
        Alias = name,
        Version = version,
        Features = hasBtf ? [Feature.VmlinuxBtf] : [],
    };
}
