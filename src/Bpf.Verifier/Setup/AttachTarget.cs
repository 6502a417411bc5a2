using Bpf.Core.Btf;

namespace Bpf.Verifier.Setup;

/// <summary>What a program attaches to, by the kernel's BTF.</summary>
/// <param name="Name">The function, tracepoint, hook or member, as messages print it.</param>
/// <param name="Prototype">Its signature.</param>
/// <param name="FirstParameter">1 where the first parameter is the kernel's own and no argument (tracepoints), else 0.</param>
internal sealed record AttachTarget(string Name, BtfType Prototype, int FirstParameter)
{
    /// <summary>Arguments of the program.</summary>
    public int Arguments => Prototype.Length - FirstParameter;

    /// <summary>The type of an argument.</summary>
    public int TypeOf(int argument) => Prototype.Parameter(argument + FirstParameter).TypeId;

    /// <summary>The name of an argument; empty where the profile keeps none.</summary>
    public string NameOf(int argument) => Prototype.Parameter(argument + FirstParameter).Name;
}
