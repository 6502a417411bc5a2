using System;

namespace Bpf;

/// <summary>
/// A static field that is a setting of the configuration that the kernel was built with, set when the program is loaded: a <see langword="bool"/> that is
/// true for <c>y</c> (and false for what is not set or a module), or an integer. A number that the kernel's configuration lacks is an error on loading.
/// <c>LINUX_KERNEL_VERSION</c> is the kernel's version, <c>(major &lt;&lt; 16) + (minor &lt;&lt; 8) + patch</c>.
/// </summary>
/// <param name="name">The setting, <c>CONFIG_HZ</c>.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KConfigAttribute(string name) : Attribute
{
    /// <summary>The setting.</summary>
    public string Name { get; } = name;
}
