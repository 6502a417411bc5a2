using System;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>Links objects for a kernel.</summary>
internal static class ObjectLinker
{
    public static LinkedObject Link(BpfObjectFile file, KernelProfile profile) =>
        throw new NotSupportedException($"Linking {file.Functions.Length} functions for {profile.Name} needs Core/Link.");
}
