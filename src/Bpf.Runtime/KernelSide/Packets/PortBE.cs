using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Bpf;

/// <summary>A port in network byte order that takes a word of its own, as in <c>bpf_sock_addr.user_port</c>. 4 bytes.</summary>
public readonly struct PortBE : IEquatable<PortBE>
{
    private readonly uint raw;

    private PortBE(uint raw) => this.raw = raw;

    /// <summary>The port as a number of this machine's byte order.</summary>
    /// <param name="value">The word.</param>
    public static implicit operator ushort(PortBE value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)value.raw) : (ushort)value.raw;

    /// <summary>The port as the kernel holds it, in network byte order.</summary>
    /// <param name="value">The port.</param>
    public static implicit operator PortBE(ushort value) => new(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(PortBE left, PortBE right) => left.raw == right.raw;

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(PortBE left, PortBE right) => left.raw != right.raw;

    /// <inheritdoc/>
    public bool Equals(PortBE other) => raw == other.raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PortBE other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => raw.GetHashCode();

    /// <summary>The port in decimal.</summary>
    public override string ToString() => ((ushort)this).ToString(CultureInfo.InvariantCulture);
}
