using System;
using System.IO;
using System.Threading;
using Bpf.Core.Btf;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>
/// The running kernel's types, opened once: mapped, where the kernel lets its own memory be shared (Linux 6.16), which takes none of ours; else read, and
/// kept for as long as somebody uses them.
/// </summary>
internal static class KernelTypes
{
    private static readonly Lock Gate = new();
    private static readonly WeakReference<BtfTypes?> Read = new(null);
    private static BtfTypes? mapped;

    /// <param name="path">A file of the kernel's, which never changes.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static BtfTypes Open(string path)
    {
        lock (Gate)
        {
            if (mapped != null)
                return mapped;
            if (Read.TryGetTarget(out BtfTypes? types))
                return types;
            if (MappedFile.TryOpen(path) is { } file)
                return mapped = BtfTypes.Open(file.Memory);
            types = BtfTypes.Open(File.ReadAllBytes(path));
            Read.SetTarget(types);
            return types;
        }
    }
}
