using System;

namespace Bpf;

/// <summary>
/// A field of a <see cref="KernelTypeAttribute"/> struct, or a constant of an enum, whose name is not the C# one in the kernel's writing
/// (<c>RealParent</c> is <c>real_parent</c> without this).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KernelFieldAttribute : Attribute
{
    /// <summary>A field by the C# name, with other properties.</summary>
    public KernelFieldAttribute()
    {
    }

    /// <summary>A field by another name.</summary>
    /// <param name="name">The kernel's name.</param>
    public KernelFieldAttribute(string name) => Name = name;

    /// <summary>The kernel's name; null for the C# name in the kernel's writing.</summary>
    public string? Name { get; }

    /// <summary>True where the kernel's is a bit field. The C# field is wide enough for it, and signed where it is.</summary>
    public bool IsBitField { get; set; }

    /// <summary>True where the kernel's is an enumeration and the C# field a number.</summary>
    public bool IsEnum { get; set; }
}
