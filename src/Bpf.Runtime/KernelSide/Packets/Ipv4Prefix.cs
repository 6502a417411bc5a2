using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An IPv4 network as a key of <see cref="LpmTrie{TKey, TValue}"/>, 8 bytes (<c>struct bpf_lpm_trie_key</c>).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct Ipv4Prefix : IEquatable<Ipv4Prefix>
{
    /// <summary>Bits of the address that count, 0 to 32; the longest for a lookup.</summary>
    public uint PrefixLength;

    /// <summary>The address.</summary>
    public UInt32BE Address;

    /// <summary>The key for a network.</summary>
    /// <param name="network">An IPv4 network.</param>
    /// <exception cref="ArgumentException">It is of another family.</exception>
    public static implicit operator Ipv4Prefix(IPNetwork network)
    {
        Ipv4Prefix prefix = default;
        prefix.PrefixLength = PrefixKey.Write(network, AddressFamily.InterNetwork, Raw.WritableBytes(ref prefix.Address));
        return prefix;
    }

    /// <summary>The network of a key. Bits after the prefix are dropped.</summary>
    /// <param name="prefix">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than an address.</exception>
    public static implicit operator IPNetwork(Ipv4Prefix prefix) => PrefixKey.Read(prefix.PrefixLength, Raw.Bytes(in prefix.Address));

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Ipv4Prefix left, Ipv4Prefix right) => left.Equals(right);

    /// <summary>Compares length and address.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Ipv4Prefix left, Ipv4Prefix right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(Ipv4Prefix other) => PrefixLength == other.PrefixLength && Address == other.Address;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv4Prefix other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(PrefixLength, Address);

    /// <summary>The network as text: <c>address/length</c>.</summary>
    public override readonly string ToString() => $"{new IPAddress(Raw.Bytes(in Address))}/{PrefixLength}";
}
