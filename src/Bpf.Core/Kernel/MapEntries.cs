namespace Bpf.Core.Kernel;

/// <summary>What a map type takes for its number of entries.</summary>
public enum MapEntries
{
    /// <summary>One or more.</summary>
    Positive,
    /// <summary>0: the kernel objects that own the elements decide.</summary>
    Zero,
    /// <summary>Bytes, not entries: a power of two and a multiple of the page size.</summary>
    PowerOfTwoPages,
    /// <summary>1.</summary>
    One,
}
