namespace Bpf.Core.Kernel;

/// <summary>An argument of a helper as its C# method has it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, in camel case.</param>
/// <param name="Type">The C# type of a number or result, as <c>System</c> names it; the type parameter of memory.</param>
public readonly record struct HelperParameter(HelperParameterKind Kind, string Name, string Type)
{
    /// <summary>True where the C# method has no such parameter: the compiler passes it.</summary>
    public bool IsHidden => Kind is HelperParameterKind.Context or HelperParameterKind.Size;
}

/// <summary>What an argument of a helper is in C#.</summary>
public enum HelperParameterKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>The program's context, passed by the compiler.</summary>
    Context,

    /// <summary>A map.</summary>
    Map,

    /// <summary>Memory that the helper reads: <c>in T</c>.</summary>
    MemoryIn,

    /// <summary>Memory that the helper fills: <c>out T</c>.</summary>
    MemoryOut,

    /// <summary>Memory that the helper reads and writes: <c>ref T</c>.</summary>
    MemoryRef,

    /// <summary>The size of the memory before it, passed by the compiler.</summary>
    Size,

    /// <summary>A constant string.</summary>
    Text,

    /// <summary>A socket: <c>Ref&lt;BpfSock&gt;</c>.</summary>
    Socket,

    /// <summary>A structure of the kernel's: <c>Ref&lt;T&gt;</c> of a <c>[KernelType]</c>.</summary>
    Kernel,
}
