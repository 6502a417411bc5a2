using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>
/// The types of the running kernel's modules (Linux 5.11), opened where an object asks for what the kernel itself doesn't have, and the descriptors by
/// which programs refer to them. Those of one load: modules come and go.
/// </summary>
internal sealed class LoadedModules : IDisposable
{
    private const string Folder = "/sys/kernel/btf";
    private const string KernelItself = "vmlinux";
    private readonly Dictionary<string, FileDescriptor> descriptors = new(StringComparer.Ordinal);

    /// <summary>Opens them. Types that contradict themselves are as if they were not there: no object needs every module's.</summary>
    /// <param name="kernel">The kernel's own types, which theirs continue.</param>
    public ImmutableArray<KernelModule> Open(BtfTypes kernel)
    {
        ImmutableArray<KernelModule>.Builder modules = ImmutableArray.CreateBuilder<KernelModule>();
        uint id = 0;
        int errno;
        while ((errno = KernelIds.Types.Next(ref id)) == 0)
        {
            FileDescriptor? types = LoadedTypes.Open(id);
            if (types != null && LoadedTypes.NameOfKernels(types) is { } name && name != KernelItself && !descriptors.ContainsKey(name)
                && LoadedTypes.Content(types) is { } content && TryRead(content, kernel) is { } read)
            {
                descriptors.Add(name, types);
                modules.Add(new(name, read));
                continue;
            }

            types?.Dispose();
        }

        return errno == Errno.EPERM ? FromFiles(kernel) : modules.ToImmutable();
    }

    /// <summary>The descriptor of a module's types.</summary>
    /// <exception cref="BpfException">The process may read the types, but not refer to them.</exception>
    public FileDescriptor DescriptorOf(string module) => descriptors.TryGetValue(module, out FileDescriptor? types)
        ? types
        : throw new BpfException($"Referring to the types of module '{module}'", Errno.EPERM, "That takes CAP_SYS_ADMIN.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileDescriptor types in descriptors.Values)
            types.Dispose();
        descriptors.Clear();
    }

    /// <summary>What a process sees that may not ask for descriptors: enough to find fields of structures.</summary>
    private static ImmutableArray<KernelModule> FromFiles(BtfTypes kernel)
    {
        if (!Directory.Exists(Folder))
            return [];
        return
        [
            .. from file in Directory.EnumerateFiles(Folder)
               let name = Path.GetFileName(file)
               where name != KernelItself
               let types = TryReadFile(file, kernel)
               where types != null
               orderby name
               select new KernelModule(name, types),
        ];
    }

    private static BtfTypes? TryReadFile(string file, BtfTypes kernel)
    {
        try
        {
            return TryRead(File.ReadAllBytes(file), kernel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // the module was just removed
        }
    }

    private static BtfTypes? TryRead(byte[] content, BtfTypes kernel)
    {
        try
        {
            return BtfTypes.ReadSplit(content, kernel);
        }
        catch (BpfFormatException)
        {
            return null;
        }
    }
}
