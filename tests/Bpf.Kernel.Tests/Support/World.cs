namespace Bpf.Kernel.Tests.Support;

/// <summary>Where a test runs.</summary>
public enum World
{
    /// <summary>The running kernel.</summary>
    Kernel,

    /// <summary>The simulated kernel, on the bytecode.</summary>
    Vm,

    /// <summary>The simulated kernel, on the C# methods.</summary>
    Clr,
}
