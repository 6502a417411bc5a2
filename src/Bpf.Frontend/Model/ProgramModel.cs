using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;

namespace Bpf.Frontend.Model;

/// <summary>A program method.</summary>
public sealed record ProgramModel
{
    /// <summary>The method's name; the program's name in the object, too.</summary>
    public required string Name { get; init; }

    /// <summary>The hook attribute.</summary>
    public required HookModel Hook { get; init; }

    /// <summary>The context parameter's type as C# source names it from anywhere; null where the method takes none.</summary>
    public string? ContextType { get; init; }

    /// <summary>What the method takes instead of the context: the function's arguments; nothing where it takes a context or nothing.</summary>
    public EquatableArray<ArgumentModel> Arguments { get; init; }

    /// <summary>The type of the hook's context as C# source names it from anywhere, whether the method takes it or not.</summary>
    public required string HookContext { get; init; }

    /// <summary>True where the method takes its context by <c>ref</c>.</summary>
    public bool TakesContextByRef { get; init; }

    /// <summary>What a member of <c>Loaded</c> that names the context's type may be at most (<see cref="TypeModel.Visibility"/>).</summary>
    public required string ContextVisibility { get; init; }

    /// <summary>The return type as C# source names it from anywhere.</summary>
    public required string ReturnType { get; init; }

    /// <summary>The kernel's program type.</summary>
    public required ProgramType ProgramType { get; init; }

    /// <summary>The expected attach type; 0 where the program type has none.</summary>
    public AttachType AttachType { get; init; }

    /// <summary>The ELF section, libbpf's convention.</summary>
    public required string Section { get; init; }

    /// <summary>The method's accessibility as C# writes it.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The features of <c>[Requires]</c>: the program is left out where one is missing.</summary>
    public EquatableArray<RequiredFeature> Requires { get; init; }

    /// <summary>The program of <c>[InsteadOf]</c>; null without.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>What <c>[AcceptUnverified]</c> says.</summary>
    public EquatableArray<AcceptedKernel> AcceptUnverified { get; init; }
}

/// <summary>A feature that a program requires.</summary>
/// <param name="Feature">The feature.</param>
public readonly record struct RequiredFeature(Feature Feature);

/// <summary>A hook attribute and its arguments.</summary>
/// <param name="Kind">The attribute's name without namespace and suffix (<c>Tracepoint</c>).</param>
/// <param name="Arguments">Its constructor arguments as text; empty where the hook is named when attaching.</param>
public sealed record HookModel(string Kind, EquatableArray<string> Arguments)
{
    /// <summary>True where the attribute says where to attach.</summary>
    public bool NamesHook => Arguments.Count > 0;
}
