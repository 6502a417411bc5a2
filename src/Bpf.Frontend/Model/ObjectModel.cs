namespace Bpf.Frontend.Model;

/// <summary>What a <c>[BpfObject]</c> class declares, without its method bodies and without anything of Roslyn's: the generator's skeleton is written from it.</summary>
public sealed record ObjectModel
{
    /// <summary>The class's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace it is in, as C# source names it; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The classes it is nested in, outermost first, as they are declared (<c>partial class Outer</c>).</summary>
    public EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The full metadata name, unique in the compilation (<c>Ns.Outer+Inner</c>).</summary>
    public required string MetadataName { get; init; }

    /// <summary><c>public</c> or <c>internal</c>: what the skeleton's members may be at most.</summary>
    public required string Accessibility { get; init; }

    /// <summary>True where a generated part can be added to the class: it is partial, not generic, and has no members of those names.</summary>
    public required bool IsExtensible { get; init; }

    /// <summary>The license string.</summary>
    public required string License { get; init; }

    /// <summary>The maps in declaration order.</summary>
    public EquatableArray<MapModel> Maps { get; init; }

    /// <summary>The programs in declaration order.</summary>
    public EquatableArray<ProgramModel> Programs { get; init; }

    /// <summary>The partial methods that declare functions of the kernel's, without a body of the user's.</summary>
    public EquatableArray<KernelFunctionModel> KernelFunctions { get; init; }

    /// <summary>The global variables and config fields in declaration order.</summary>
    public EquatableArray<GlobalModel> Globals { get; init; }
}
