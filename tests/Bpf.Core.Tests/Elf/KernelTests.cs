namespace Bpf.Core.Tests.Elf;

/// <summary>What tests that ask the running kernel share.</summary>
internal static class KernelTests
{
    private const string BpfFs = "/sys/fs/bpf";

    /// <summary>Skips where this process may not load programs or where nothing can be pinned.</summary>
    public static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "loading programs needs root on Linux");
        if (!IsMounted()) Tool.TryRun("mount", "-t", "bpf", "bpf", BpfFs);
        Assert.SkipUnless(IsMounted(), "no bpf file system can be mounted");
    }

    /// <summary>A folder for pins that no other test uses; the caller deletes it.</summary>
    public static string PinFolder()
    {
        Require();
        return Path.Combine(BpfFs, "bpf-core-tests-" + Guid.NewGuid().ToString("N"));
    }

    private static bool IsMounted() => File.ReadAllText("/proc/mounts").Contains(" " + BpfFs + " bpf ", StringComparison.Ordinal);
}
