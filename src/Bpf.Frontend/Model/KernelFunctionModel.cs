namespace Bpf.Frontend.Model;

/// <summary>A partial method that declares a function of the kernel's.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Declaration">The method as C# source declares it, without its body.</param>
public sealed record KernelFunctionModel(string Name, string Declaration);
