using System;

namespace Bpf;

/// <summary>Names the program that this one replaces where that one's <see cref="RequiresAttribute"/> is not met.</summary>
/// <param name="program">The other program's method, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InsteadOfAttribute(string program) : Attribute
{
    /// <summary>The other program's method.</summary>
    public string Program { get; } = program;
}
