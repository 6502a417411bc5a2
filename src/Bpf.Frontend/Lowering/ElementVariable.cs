using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>An element of a map.</summary>
/// <param name="Key">Where a copy of its key is.</param>
/// <param name="Value">The address of its value.</param>
internal sealed record ElementValue(Place Key, Value Value);

/// <summary>A variable that holds an element of a map.</summary>
/// <param name="Key">Where its key is.</param>
/// <param name="Value">Refers to its value.</param>
internal sealed record ElementVariable(Place Key, PointerVariable Value)
{
    /// <summary>Reads the element.</summary>
    public ElementValue Load(FunctionBuilder b) => new(Key, Value.Load(b));
}
