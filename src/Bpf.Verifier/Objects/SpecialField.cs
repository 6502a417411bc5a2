namespace Bpf.Verifier.Objects;

/// <summary>One special field.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Bytes from the start of the value.</param>
/// <param name="Size">Bytes.</param>
/// <param name="TypeId">The structure that a pointer points to, or that a list or tree holds; 0 else.</param>
/// <param name="NodeOffset">Where in that structure the node is that links it into the list or tree; -1 else.</param>
/// <param name="InKernel">True where <paramref name="TypeId"/> is of the kernel's BTF, false where it is of the program's.</param>
internal readonly record struct SpecialField(SpecialFieldKind Kind, int Offset, int Size, int TypeId = 0, int NodeOffset = -1, bool InKernel = false);
