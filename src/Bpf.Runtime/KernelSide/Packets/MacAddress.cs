using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>An Ethernet address, 6 bytes (<c>ETH_ALEN</c>, include/uapi/linux/if_ether.h). Converts to spans of its bytes.</summary>
[InlineArray(Length)]
public struct MacAddress : IEquatable<MacAddress>
{
    /// <summary>The size in bytes.</summary>
    public const int Length = 6;

    private byte element;

    /// <summary>Compares all bytes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(MacAddress left, MacAddress right) => left.Equals(right);

    /// <summary>Compares all bytes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(MacAddress left, MacAddress right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(MacAddress other) => Raw.Bytes(in this).SequenceEqual(Raw.Bytes(in other));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is MacAddress other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4], this[5]);

    /// <summary>The address as text: <c>02:00:00:00:00:01</c>.</summary>
    public override readonly string ToString() =>
        $"{this[0]:x2}:{this[1]:x2}:{this[2]:x2}:{this[3]:x2}:{this[4]:x2}:{this[5]:x2}";
}
