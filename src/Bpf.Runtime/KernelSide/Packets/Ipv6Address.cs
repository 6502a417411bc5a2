using System;
using System.Net;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>An IPv6 address as on the wire, 16 bytes (RFC 4291).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ipv6Address : IEquatable<Ipv6Address>
{
    /// <summary>The first 64 bits: the network.</summary>
    public UInt64BE High;

    /// <summary>The last 64 bits: the interface.</summary>
    public UInt64BE Low;

    /// <summary>Compares all 128 bits.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Ipv6Address left, Ipv6Address right) => left.Equals(right);

    /// <summary>Compares all 128 bits.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Ipv6Address left, Ipv6Address right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(Ipv6Address other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv6Address other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>The address as text (RFC 5952).</summary>
    public override readonly string ToString() => new IPAddress(Raw.Bytes(in this)).ToString();
}
