namespace Bpf;

/// <summary>
/// A field of a tracepoint's record that says where in the record an array of any length is (<c>__data_loc</c> in the format file). Of strings the
/// elements are bytes, and the last one is a NUL: <c>KernelMemory.TryReadString(ctx.Filename.Address, ref path)</c>. 4 bytes.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
public readonly struct DynamicArray<T> where T : unmanaged
{
    private readonly uint location;

    /// <summary>An array in a record that a test makes.</summary>
    /// <param name="offset">Where it starts, in bytes from the record's start.</param>
    /// <param name="bytes">Its size in bytes.</param>
    public DynamicArray(ushort offset, ushort bytes) => location = (uint)(bytes << 16) | offset;

    /// <summary>The address of the first element, for probe reads.</summary>
    public KernelPtr<T> Address => throw BytecodeOnly.Question("The address of a dynamic array, which is behind the context,");

    /// <summary>The number of elements; of a string the bytes with the NUL.</summary>
    public unsafe int Length => (int)(location >> 16) / sizeof(T);
}
