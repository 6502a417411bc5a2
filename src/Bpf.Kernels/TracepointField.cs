namespace Bpf.Kernels;

/// <summary>A field of a tracepoint's record.</summary>
/// <param name="Name">The kernel's name; of a dynamic array without the <c>__data_loc_</c> before it.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Size">The bytes of one number; of one element of an array.</param>
/// <param name="Count">The elements of an array; 0 for what is none.</param>
/// <param name="Offset">Where it is, in bytes from the record's start.</param>
public sealed record TracepointField(string Name, TracepointFieldKind Kind, int Size, int Count, int Offset);
