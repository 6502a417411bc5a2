using System.Runtime.InteropServices;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Skips tests where the running kernel lacks what they are about.</summary>
internal static partial class Requires
{
    /// <summary>Loading programs into the running kernel.</summary>
    public static void Kernel() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "loading needs Linux and root");

    /// <summary>A BPF file system to pin in; mounted where it isn't.</summary>
    public static string PinFolder()
    {
        Kernel();
        const string root = "/sys/fs/bpf";
        if (!File.ReadAllText("/proc/mounts").Contains($" {root} bpf ", StringComparison.Ordinal))
            Assert.SkipUnless(Mount("bpf", root, "bpf", 0, 0) == 0, "there is no BPF file system");
        return Directory.CreateDirectory($"{root}/bpf-runtime-tests-{Guid.NewGuid():n}").FullName;
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, nint data);
}
