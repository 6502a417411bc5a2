using System;

namespace Bpf;

/// <summary>Questions about constants of the kernel's, answered at load.</summary>
public static class CoreEnum
{
    /// <summary>Whether the kernel's enum has the constant.</summary>
    /// <typeparam name="T">A <see cref="KernelTypeAttribute"/> enum.</typeparam>
    /// <param name="constant">One of its constants.</param>
    public static bool Exists<T>(T constant) where T : unmanaged, Enum => Enum.IsDefined(constant);

    /// <summary>The constant's value in the kernel.</summary>
    /// <typeparam name="T">A <see cref="KernelTypeAttribute"/> enum.</typeparam>
    /// <param name="constant">One of its constants.</param>
    public static T Value<T>(T constant) where T : unmanaged, Enum => constant;
}
