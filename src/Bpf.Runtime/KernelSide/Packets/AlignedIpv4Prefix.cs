using System;
using System.Net;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// An IPv4 network as a key of <see cref="LpmTrie{TKey, TValue}"/> whose values are counted in 64 bits, 12 bytes: four unused ones follow the address, so
/// that values, which stand behind them, are aligned to eight. Prefixes match as those of <see cref="Ipv4Prefix"/> do.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct AlignedIpv4Prefix : IEquatable<AlignedIpv4Prefix>
{
    /// <summary>Bits of the address that count, 0 to 32; the longest for a lookup.</summary>
    public uint PrefixLength;

    /// <summary>The address.</summary>
    public UInt32BE Address;

    private readonly uint _unused;

    /// <summary>The key for a network.</summary>
    /// <param name="network">An IPv4 network.</param>
    /// <exception cref="ArgumentException">It is of another family.</exception>
    public static implicit operator AlignedIpv4Prefix(IPNetwork network)
    {
        Ipv4Prefix prefix = network;
        return new() { PrefixLength = prefix.PrefixLength, Address = prefix.Address };
    }

    /// <summary>The network of a key. Bits after the prefix are dropped.</summary>
    /// <param name="prefix">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than an address.</exception>
    public static implicit operator IPNetwork(AlignedIpv4Prefix prefix) => prefix.Prefix;

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(AlignedIpv4Prefix left, AlignedIpv4Prefix right) => left.Equals(right);

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(AlignedIpv4Prefix left, AlignedIpv4Prefix right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(AlignedIpv4Prefix other) => Prefix.Equals(other.Prefix);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is AlignedIpv4Prefix other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => Prefix.GetHashCode();

    /// <summary>The network as text: <c>address/length</c>.</summary>
    public override readonly string ToString() => Prefix.ToString();

    private readonly Ipv4Prefix Prefix => new() { PrefixLength = PrefixLength, Address = Address };
}
