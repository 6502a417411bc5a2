using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Bpf;

/// <summary>A 64-bit number in network byte order, 8 bytes: the byte order is in the type, conversions swap.</summary>
public readonly struct UInt64BE : IEquatable<UInt64BE>
{
    private readonly ulong raw;

    private UInt64BE(ulong raw) => this.raw = raw;

    /// <summary>The stored bytes read in the machine's own order, unswapped.</summary>
    public ulong Raw => raw;

    /// <summary>Takes stored bytes as they are.</summary>
    /// <param name="raw">The bytes in the machine's own order, unswapped.</param>
    public static UInt64BE FromRaw(ulong raw) => new(raw);

    /// <summary>The number in the machine's byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ulong(UInt64BE value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value.raw) : value.raw;

    /// <summary>The number in network byte order.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator UInt64BE(ulong value) =>
        new(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(UInt64BE left, UInt64BE right) => left.raw == right.raw;

    /// <summary>Compares without swapping.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(UInt64BE left, UInt64BE right) => left.raw != right.raw;

    /// <inheritdoc/>
    public bool Equals(UInt64BE other) => raw == other.raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UInt64BE other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => raw.GetHashCode();

    /// <summary>The number in decimal.</summary>
    public override string ToString() => ((ulong)this).ToString(CultureInfo.InvariantCulture);
}
