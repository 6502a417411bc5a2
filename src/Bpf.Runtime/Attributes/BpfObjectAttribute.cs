using System;

namespace Bpf;

/// <summary>Marks a <c>static partial class</c> whose attributed methods, maps and globals are compiled to one eBPF object.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BpfObjectAttribute : Attribute
{
    /// <summary>The license the kernel is told; GPL-only helpers need a GPL-compatible one (<c>license_is_gpl_compatible</c>). Empty for none.</summary>
    public string License { get; set; } = "";
}
