using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>What the programs of a hook take.</summary>
/// <param name="Type">The context's metadata name; null where any struct of the hook's fields will do.</param>
/// <param name="ByValue">True for contexts that are a handle themselves, false for structs taken by <c>in</c> or <c>ref</c>.</param>
/// <param name="Hint">How it is declared, for messages.</param>
internal sealed record HookContext(string? Type, bool ByValue, string Hint)
{
    /// <summary>Any struct of the hook's fields.</summary>
    public static HookContext AnyStruct { get; } = new(null, false, "in T ctx, with T a struct of the hook's fields");

    /// <summary>A handle of ours.</summary>
    public static HookContext Handle(string name) => new(WellKnownNames.Namespace + "." + name, true, name + " ctx");

    /// <summary>A struct of ours, as the kernel lays it out.</summary>
    public static HookContext Struct(string name) => new(WellKnownNames.Namespace + "." + name, false, $"in {name} ctx");

    /// <summary>True where a method's only parameter is one.</summary>
    public bool Accepts(IParameterSymbol parameter) =>
        (Type is null ? parameter.Type.IsUnmanagedType : parameter.Type.Is(Type))
        && (ByValue ? parameter.RefKind == RefKind.None : parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter or RefKind.Ref);
}
