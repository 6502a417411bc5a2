namespace Bpf.Core.Elf;

/// <summary>A variable in a section of globals.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Offset">Bytes from the start of the section.</param>
/// <param name="Size">Bytes.</param>
/// <param name="TypeId">Its type in the object's BTF; 0 where that is not known.</param>
/// <param name="IsGlobal">False for what C calls static.</param>
public readonly record struct DataVariable(string Name, int Offset, int Size, int TypeId, bool IsGlobal);
