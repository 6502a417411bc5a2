using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Model;

/// <summary>A static field that lives in one of the object's global sections.</summary>
public sealed record GlobalModel
{
    /// <summary>The field's name; the symbol's name in the object, too.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required TypeModel Type { get; init; }

    /// <summary>Its initial value as C# source (<c>5U</c>, <c>default</c>).</summary>
    public required string InitialValue { get; init; }

    /// <summary>True for <c>[Config]</c> fields: constant once loaded, set in <c>Load</c>.</summary>
    public required bool IsConfig { get; init; }

    /// <summary>The values <c>Load</c> accepts, for integer config fields; null for others.</summary>
    public ConfigRange? Range { get; init; }

    /// <summary><c>.bss</c>, <c>.data</c> or <c>.rodata</c>.</summary>
    public required string Section { get; init; }

    /// <summary>Byte offset in the section.</summary>
    public required int Offset { get; init; }

    /// <summary>The field's accessibility as C# writes it.</summary>
    public required string Accessibility { get; init; }
}
