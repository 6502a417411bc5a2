using System.Runtime.InteropServices;

namespace Bpf.Kernel.Tests.Support;

/// <summary>A folder on the BPF file system, which is mounted where it isn't; removed with what is in it.</summary>
internal sealed partial class BpfFolder : IDisposable
{
    private const string Root = "/sys/fs/bpf";

    public BpfFolder()
    {
        Needs.Kernel();
        if (!File.ReadAllText("/proc/mounts").Contains($" {Root} bpf ", StringComparison.Ordinal))
            Assert.SkipUnless(Mount("bpf", Root, "bpf", 0, 0) == 0, "there is no BPF file system");
        Path = Directory.CreateDirectory($"{Root}/bpf-kernel-tests-{Guid.NewGuid():n}").FullName;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The path of something in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, nint data);
}
