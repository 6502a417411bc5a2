using System;

namespace Bpf;

/// <summary>
/// A static field that is set before loading and constant afterwards: it lives in <c>.rodata</c> and is a property of the generated
/// <c>Config</c>. The verifier takes it as any value of the declared range; <c>Load</c> refuses others.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ConfigAttribute : Attribute
{
    /// <summary>The least value allowed.</summary>
    public long Min { get; set; } = long.MinValue;

    /// <summary>The greatest value allowed.</summary>
    public long Max { get; set; } = long.MaxValue;
}
