using System;

namespace Bpf;

/// <summary>Questions about functions of the kernel's, answered at load.</summary>
public static class CoreFunction
{
    /// <summary>
    /// Whether the kernel has a function as the program declares it: <c>if (CoreFunction.Exists(TaskFromPid)) ...</c>. What is only called where there is one is no error
    /// where there is none.
    /// </summary>
    /// <param name="function">A <see cref="KfuncAttribute"/> method with <see cref="KfuncAttribute.Optional"/>, by its name.</param>
    public static bool Exists(Delegate function) => function is not null;
}
