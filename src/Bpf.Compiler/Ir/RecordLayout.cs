using System.Collections.Immutable;

namespace Bpf.Compiler.Ir;

/// <summary>What the records of a ring buffer hold.</summary>
/// <param name="Size">Bytes of a record.</param>
/// <param name="Fields">Its fields, by offset.</param>
/// <param name="Padding">The bytes that belong to no field, offset and length: they are cleared when a record is reserved.</param>
public sealed record RecordLayout(int Size, ImmutableArray<RecordField> Fields, ImmutableArray<(int Offset, int Length)> Padding);

/// <summary>A field of a record.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Offset">Bytes from the start of the record.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct RecordField(string Name, int Offset, int Size);
