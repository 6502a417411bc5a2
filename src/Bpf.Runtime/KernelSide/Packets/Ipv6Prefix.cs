using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An IPv6 network as a key of <see cref="LpmTrie{TKey, TValue}"/>, 20 bytes (<c>struct bpf_lpm_trie_key</c>).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Ipv6Prefix : IEquatable<Ipv6Prefix>
{
    /// <summary>Bits of the address that count, 0 to 128; the longest for a lookup.</summary>
    public uint PrefixLength;

    /// <summary>The address.</summary>
    public Ipv6Address Address;

    /// <summary>The key for a network.</summary>
    /// <param name="network">An IPv6 network.</param>
    /// <exception cref="ArgumentException">It is of another family.</exception>
    public static implicit operator Ipv6Prefix(IPNetwork network)
    {
        Ipv6Prefix prefix = default;
        prefix.PrefixLength = PrefixKey.Write(network, AddressFamily.InterNetworkV6, Raw.WritableBytes(ref prefix.Address));
        return prefix;
    }

    /// <summary>The network of a key. Bits after the prefix are dropped.</summary>
    /// <param name="prefix">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than an address.</exception>
    public static implicit operator IPNetwork(Ipv6Prefix prefix) => PrefixKey.Read(prefix.PrefixLength, Raw.Bytes(in prefix.Address));

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Ipv6Prefix left, Ipv6Prefix right) => left.Equals(right);

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Ipv6Prefix left, Ipv6Prefix right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(Ipv6Prefix other) => PrefixLength == other.PrefixLength && Address == other.Address;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv6Prefix other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(PrefixLength, Address);

    /// <summary>The network as text: <c>address/length</c>.</summary>
    public override readonly string ToString() => $"{new IPAddress(Raw.Bytes(in Address))}/{PrefixLength}";
}
