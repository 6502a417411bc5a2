using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Btf;
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
    public static LinkedObject Link(BpfObjectFile file, KernelProfile profile, LinkOptions options, string? kernelBtfPath, LoadedModules? modules)
    {
        bool isSimulated = ReferenceEquals(profile, RunningKernel.Simulated);
        return Linker.Link(file, profile, isSimulated ? ForSimulated(file, options, kernelBtfPath) : ForRunning(file, options, kernelBtfPath, modules));
    }

    /// <summary>
    /// A simulated kernel is an x86-64 one, whatever this process runs on, and has the structures as the object has them where no others are given: tests
    /// lay out its memory by the same C# structs.
    /// </summary>
    private static LinkOptions ForSimulated(BpfObjectFile file, LinkOptions options, string? kernelBtfPath)
    {
        if (kernelBtfPath != null)
            return options with { KernelBtf = RunningKernel.ReadTypes(kernelBtfPath) };
        options = options with { RelocationTypes = file.Types };
        return Linker.AttachesByType(file, options.LeftOut) ? options with { KernelBtf = RunningKernel.ReadTypes(null) } : options;
    }

    /// <summary>Types of another place answer relocations; programs are attached, and functions called, by the kernel's own ids.</summary>
    private static LinkOptions ForRunning(BpfObjectFile file, LinkOptions options, string? kernelBtfPath, LoadedModules? modules)
    {
        if (!file.Externs.IsEmpty) options = WithKernel(file, options);
        options = options with { Architecture = RunningKernel.Architecture };
        if (kernelBtfPath != null) options = options with { RelocationTypes = RunningKernel.ReadTypes(kernelBtfPath) };
        bool needsTypes = kernelBtfPath != null ? Linker.NeedsKernelIds(file, options.LeftOut) : Linker.NeedsKernelTypes(file, options.LeftOut);
        if (!needsTypes) return options;
        BtfTypes kernel = RunningKernel.ReadTypes(null);
        return options with { KernelBtf = kernel, KernelModules = modules == null ? null : () => modules.Open(kernel) };
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
