namespace Bpf;

/// <summary>An address in an arena as programs store it, 8 bytes: the one that user space has it at.</summary>
/// <typeparam name="T">What is there.</typeparam>
/// <param name="address">The address.</param>
public readonly struct ArenaPtr<T>(ulong address) where T : unmanaged
{
    /// <summary>The address.</summary>
    public ulong Address { get; } = address;

    /// <summary>True for address 0.</summary>
    public bool IsNull => Address == 0;
}
