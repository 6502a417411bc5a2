using System;

namespace Bpf;

/// <summary>A static <see cref="KernelPtr{T}"/> field that is the address of a symbol of the kernel's (<c>/proc/kallsyms</c>).</summary>
/// <param name="name">The symbol.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KsymAttribute(string name) : Attribute
{
    /// <summary>The symbol.</summary>
    public string Name { get; } = name;
}
