using System;

namespace Bpf;

/// <summary>
/// A struct that holds the fields of a kernel structure a program reads, or an enum with constants of the kernel's. Where the fields are and what
/// the constants are, the kernel says that the program is loaded on (CO-RE): the order and the other fields don't matter.
/// </summary>
/// <param name="name">The kernel's name, without <c>struct</c> or <c>enum</c>; what follows three underscores is a flavor, for this object only.</param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class KernelTypeAttribute(string name) : Attribute
{
    /// <summary>The kernel's name.</summary>
    public string Name { get; } = name;

    /// <summary>Other names that kernels without <see cref="Name"/> have for it, in the order in which they are looked for; for structures.</summary>
    public string[] OtherNames { get; set; } = [];
}
