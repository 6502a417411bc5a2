using System;
using System.IO;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>Links objects for a kernel, reading the kernel's own types only for objects that depend on them.</summary>
internal static class ObjectLinker
{
    private const string VmlinuxBtf = "/sys/kernel/btf/vmlinux";

    /// <summary>Links an object.</summary>
    /// <exception cref="Bpf.Core.BpfFormatException">The object contradicts itself, or needs what is not there.</exception>
    /// <exception cref="ArgumentException">A name in the options is not in the object.</exception>
    /// <exception cref="BpfException">The kernel's types are needed and can't be read.</exception>
    public static LinkedObject Link(BpfObjectFile file, KernelProfile profile, LinkOptions options, string? kernelBtfPath) => Linker.Link(
        file, profile, Linker.NeedsKernelTypes(file, options.LeftOut) ? options with { KernelBtf = ReadTypes(kernelBtfPath ?? VmlinuxBtf) } : options);

    private static BtfTypes ReadTypes(string path)
    {
        try
        {
            return BtfTypes.Read(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BpfException(
                $"The object depends on the kernel's types, but '{path}' cannot be read (CONFIG_DEBUG_INFO_BTF). " +
                $"{nameof(LoadOptions)}.{nameof(LoadOptions.KernelBtfPath)} takes a file of another place.",
                exception);
        }
    }
}
