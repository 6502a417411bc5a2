namespace Bpf.Vm.Memory;

/// <summary>What the interpreter's fast path knows of one region: where it is and how far it may be read and written.</summary>
/// <remarks>A region that is not mapped (released, or served by a slow path such as a context) has both lengths 0.</remarks>
internal unsafe struct Region
{
    /// <summary>Host address of offset 0.</summary>
    public byte* Host;

    /// <summary>Bytes that may be read.</summary>
    public uint ReadLength;

    /// <summary>Bytes that may be written: 0 for read-only memory.</summary>
    public uint WriteLength;
}
