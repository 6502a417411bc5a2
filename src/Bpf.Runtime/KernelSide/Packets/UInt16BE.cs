using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Bpf;

/// <summary>A 16-bit number in network byte order, 2 bytes: the byte order is in the type, conversions swap.</summary>
public readonly struct UInt16BE : IEquatable<UInt16BE>
{
    private readonly ushort raw;

    private UInt16BE(ushort raw) => this.raw = raw;

    /// <summary>The stored bytes read in the machine's own order, unswapped.</summary>
    public ushort Raw => raw;

    /// <summary>Takes stored bytes as they are.</summary>
    /// <param name="raw">The bytes in the machine's own order, unswapped.</param>
    public static UInt16BE FromRaw(ushort raw) => new(raw);

    /// <summary>The number in the machine's byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ushort(UInt16BE value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value.raw) : value.raw;

    /// <summary>The number in network byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator UInt16BE(ushort value) =>
        new(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(UInt16BE left, UInt16BE right) => left.raw == right.raw;

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(UInt16BE left, UInt16BE right) => left.raw != right.raw;

    /// <inheritdoc/>
    public bool Equals(UInt16BE other) => raw == other.raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt16BE other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => raw.GetHashCode();

    /// <summary>The number in decimal.</summary>
    public override string ToString() => ((ushort)this).ToString(CultureInfo.InvariantCulture);
}
