using System.Collections.Immutable;

namespace Bpf.Core.Kernel;

/// <summary>A helper as a C# method of <c>Bpf.Helpers</c>.</summary>
/// <param name="Prototype">The helper's row.</param>
/// <param name="Parameters">Every argument, those passed by the compiler too.</param>
/// <param name="Result">What it returns.</param>
/// <param name="ResultType">The C# type of a number returned; what a reference returned refers to.</param>
/// <param name="TypeParameters">The method's type parameters: types of memory.</param>
public sealed record HelperSignature(
    HelperPrototype Prototype, ImmutableArray<HelperParameter> Parameters, HelperResult Result, string ResultType, ImmutableArray<string> TypeParameters)
{
    /// <summary>The method's name.</summary>
    public string Name => Prototype.Id.ToString();
}

/// <summary>What a helper's C# method returns.</summary>
public enum HelperResult
{
    /// <summary>Nothing.</summary>
    Void,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>Ref&lt;T&gt;</c> to a map's value.</summary>
    MapValue,

    /// <summary><c>Ref&lt;T&gt;</c> to a socket.</summary>
    Socket,

    /// <summary><c>Ref&lt;T&gt;</c> to a structure of the kernel's, of a <c>[KernelType]</c>.</summary>
    Kernel,
}
