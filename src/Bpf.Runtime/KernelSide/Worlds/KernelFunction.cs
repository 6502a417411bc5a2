using System;

namespace Bpf;

/// <summary>What the bodies call that the build gives to <see cref="KfuncAttribute"/> methods.</summary>
public static class KernelFunction
{
    /// <summary>What such a body throws.</summary>
    /// <param name="name">The kernel function.</param>
    public static NotSupportedException NotHere(string name) => new(
        $"{name} is a function of the kernel's, and this is the CLR. Give the method that declares it a body that does the same, for programs that run here.");
}
