using System;

namespace Bpf;

/// <summary>
/// A function of the kernel's that programs may call (a kfunc): a static method with its C signature. Write it <c>partial</c>, and the build gives it
/// a body that throws; or give it a body that does on the CLR what the kernel does, for programs that run there. In the kernel no body runs.
/// </summary>
/// <remarks>
/// Numbers are numbers of the same width; <c>struct x *</c> is <see cref="Ref{T}"/> of a <c>[KernelType("x")]</c> struct; other memory is a
/// <c>ref</c> to a struct of its size, or a pointer. Source: Documentation/bpf/kfuncs.rst.
/// </remarks>
/// <param name="name">The function's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KfuncAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// True where the program does without it on kernels that lack it, or have it with another signature: it asks by <see cref="CoreFunction.Exists"/>, and calls it behind
    /// that question only.
    /// </summary>
    public bool Optional { get; set; }
}
