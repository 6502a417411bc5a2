using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Link.Externs;

namespace Bpf;

/// <summary>Links objects for a kernel, reading the kernel's own types only for objects that depend on them.</summary>
internal static class ObjectLinker
{
    /// <summary>Links an object.</summary>
    /// <exception cref="Bpf.Core.BpfFormatException">The object contradicts itself, or needs what is not there.</exception>
    /// <exception cref="ArgumentException">A name in the options is not in the object.</exception>
    /// <exception cref="BpfException">The kernel's types are needed and can't be read.</exception>
    public static LinkedObject Link(BpfObjectFile file, KernelProfile profile, LinkOptions options, string? kernelBtfPath)
    {
        // A simulated kernel has the structures as the object has them: tests lay out its memory by the same C# structs.
        bool isSimulated = ReferenceEquals(profile, RunningKernel.Simulated) && kernelBtfPath is null;
        if (isSimulated) options = options with { RelocationTypes = file.Types };
        else if (!file.Externs.IsEmpty) options = WithKernel(file, options);
        // A simulated kernel is an x86-64 one, whatever this process runs on.
        if (!isSimulated) options = options with { Architecture = RunningKernel.Architecture };
        bool needsTypes = isSimulated ? Linker.AttachesByType(file, options.LeftOut) : Linker.NeedsKernelTypes(file, options.LeftOut);
        return Linker.Link(file, profile, needsTypes ? options with { KernelBtf = RunningKernel.ReadTypes(kernelBtfPath) } : options);
    }

    /// <summary>What the running kernel says of the settings and symbols that an object asks for.</summary>
    private static LinkOptions WithKernel(BpfObjectFile file, LinkOptions options) => options with
    {
        KernelSettings = SettingsOf(file).All(options.KernelSettings.ContainsKey) ? options.KernelSettings : KernelConfiguration.Read().SetItems(options.KernelSettings),
        KernelSymbols = KernelSymbols.AddressOf,
    };

    /// <summary>The settings that stand in the kernel's configuration and nowhere else.</summary>
    private static IEnumerable<string> SettingsOf(BpfObjectFile file) => file.Externs
        .Where(static external => external.Section == SectionNames.Kconfig && !external.Name.StartsWith(VirtualSettings.Prefix, StringComparison.Ordinal))
        .Select(static external => external.Name);
}
