using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>A span, or an array of constants: elements of one memory whose size is known when the program is compiled.</summary>
/// <remarks>
/// A span is kept as the start of its memory and an offset into it, not as a pointer to its first element: verifiers prove that an offset is
/// less than a constant, but follow no relation between a slice's start and its length.
/// </remarks>
/// <param name="Base">Where the memory starts; null for an empty span of nothing.</param>
/// <param name="Offset">Bytes from there to the first element, i64, at most <paramref name="Capacity"/>.</param>
/// <param name="Length">Elements, i32, never negative.</param>
/// <param name="Capacity">Bytes of the memory; <see cref="Constants"/> for all of the program's constants, whose size is known at the end.</param>
internal sealed record SpanValue(Value Base, Value Offset, Value Length, long Capacity)
{
    /// <summary>The capacity of spans of constants: they share one memory, so that one variable may hold any of them.</summary>
    public const long Constants = long.MaxValue;
}
