namespace Bpf.Verifier.Objects;

/// <summary>One special field.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Bytes from the start of the value.</param>
/// <param name="Size">Bytes.</param>
/// <param name="TypeId">In the program's BTF: the structure that a pointer points to, or that a list or tree holds; 0 else.</param>
/// <param name="NodeOffset">Where in that structure the node is that links it into the list or tree; -1 else.</param>
internal readonly record struct SpecialField(SpecialFieldKind Kind, int Offset, int Size, int TypeId = 0, int NodeOffset = -1);
