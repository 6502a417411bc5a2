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
        if (network.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException($"{network} is not an IPv4 network.", nameof(network));
        Ipv4Prefix prefix = new() { PrefixLength = (uint)network.PrefixLength };
        network.BaseAddress.TryWriteBytes(Raw.WritableBytes(ref prefix.Address), out _);
        return prefix;
    }

    /// <summary>The network of a key. Bits after the prefix are dropped.</summary>
    /// <param name="prefix">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than an address.</exception>
    public static implicit operator IPNetwork(Ipv4Prefix prefix)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix.PrefixLength, 32u);
        return new IPNetwork(new IPAddress(MaskedAddress(prefix)), (int)prefix.PrefixLength);
    }

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

    private static byte[] MaskedAddress(Ipv4Prefix prefix)
    {
        byte[] address = Raw.Bytes(in prefix.Address).ToArray();
        for (int i = 0; i < address.Length; i++)
        {
            int bits = int.Clamp((int)prefix.PrefixLength - (i * 8), 0, 8);
            address[i] &= (byte)(0xFF00 >> bits);
        }

        return address;
    }
}
