namespace Bpf;

/// <summary>An address in kernel memory, 8 bytes. It can be read with <see cref="KernelMemory"/> only.</summary>
/// <typeparam name="T">What is there.</typeparam>
/// <param name="address">The address.</param>
public readonly struct KernelPtr<T>(ulong address) where T : unmanaged
{
    /// <summary>The address.</summary>
    public ulong Address { get; } = address;
}
