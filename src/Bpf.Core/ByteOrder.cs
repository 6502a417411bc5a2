namespace Bpf.Core;

/// <summary>The byte order of an object, of BTF and of instructions (<c>bpfel</c> or <c>bpfeb</c>).</summary>
public enum ByteOrder
{
    /// <summary>Least significant byte first.</summary>
    Little,

    /// <summary>Most significant byte first.</summary>
    Big,
}
