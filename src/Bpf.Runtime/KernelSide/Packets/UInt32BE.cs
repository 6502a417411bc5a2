using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Bpf;

/// <summary>A 32-bit number in network byte order, 4 bytes: the byte order is in the type, conversions swap.</summary>
public readonly struct UInt32BE : IEquatable<UInt32BE>
{
    private readonly uint raw;

    private UInt32BE(uint raw) => this.raw = raw;

    /// <summary>The stored bytes read in the machine's own order, unswapped.</summary>
    public uint Raw => raw;

    /// <summary>Takes stored bytes as they are.</summary>
    /// <param name="raw">The bytes in the machine's own order, unswapped.</param>
    public static UInt32BE FromRaw(uint raw) => new(raw);

    /// <summary>The number in the machine's byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator uint(UInt32BE value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value.raw) : value.raw;

    /// <summary>The number in network byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator UInt32BE(uint value) =>
        new(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(UInt32BE left, UInt32BE right) => left.raw == right.raw;

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(UInt32BE left, UInt32BE right) => left.raw != right.raw;

    /// <inheritdoc/>
    public bool Equals(UInt32BE other) => raw == other.raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt32BE other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => raw.GetHashCode();

    /// <summary>The number in decimal.</summary>
    public override string ToString() => ((uint)this).ToString(CultureInfo.InvariantCulture);
}
