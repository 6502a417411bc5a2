using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel this process runs on, as far as linking an object asks.</summary>
internal static class RunningKernel
{
    private const string VmlinuxBtf = "/sys/kernel/btf/vmlinux";

    /// <summary>True where the kernel has its own types at hand.</summary>
    public static bool HasTypes { get; } = File.Exists(VmlinuxBtf);

    /// <summary>The running kernel.</summary>
    public static KernelProfile Profile { get; } = Describe("running", Environment.OSVersion.Version, HasTypes);

    /// <summary>The kernel that simulated worlds are taken for: the newest, without its own types.</summary>
    public static KernelProfile Simulated { get; } = Describe("simulated", new Version(6, 18), hasBtf: false);

    /// <summary>Its architecture.</summary>
    /// <exception cref="PlatformNotSupportedException">It is none of those known.</exception>
    public static TargetArchitecture Architecture => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => TargetArchitecture.X64,
        System.Runtime.InteropServices.Architecture.Arm64 => TargetArchitecture.Arm64,
        System.Runtime.InteropServices.Architecture.RiscV64 => TargetArchitecture.RiscV64,
        System.Runtime.InteropServices.Architecture other =>
            throw new PlatformNotSupportedException($"Programs on {other} are not supported: the layout of its registers is not known."),
    };

    /// <summary>True where map memory counts against RLIMIT_MEMLOCK (before Linux 5.11).</summary>
    public static bool ChargesMemlock => Environment.OSVersion.Version < new Version(5, 11);

    /// <summary>The kernel's own types, opened.</summary>
    /// <param name="path">A file of another place; null for the kernel's own.</param>
    /// <exception cref="BpfException">They can't be read.</exception>
    public static BtfTypes ReadTypes(string? path)
    {
        try
        {
            return path is null ? KernelTypes.Open(VmlinuxBtf) : BtfTypes.Open(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BpfException(
                $"The object depends on the kernel's types, but '{path ?? VmlinuxBtf}' cannot be read (CONFIG_DEBUG_INFO_BTF). For fields of structures, " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.KernelBtfPath)} takes a file of another place.",
                exception);
        }
    }

    /// <summary>True where the kernel's types have a name.</summary>
    public static bool HasTypeName(string name) => ReadTypes(null).FindAll(name).Any();

    private static KernelProfile Describe(string name, Version version, bool hasBtf) => new()
    {
        Name = name,
        Alias = name,
        Version = version,
        Features = hasBtf ? [Feature.VmlinuxBtf] : [],
    };
}
