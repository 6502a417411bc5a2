using System;
using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>Room for a path of up to 255 bytes and its NUL. Converts to spans of its bytes.</summary>
[InlineArray(Length)]
public struct PathBuffer : IEquatable<PathBuffer>
{
    /// <summary>The size in bytes.</summary>
    public const int Length = 256;

    private byte element;

    /// <summary>Compares all bytes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(PathBuffer left, PathBuffer right) => left.Equals(right);

    /// <summary>Compares all bytes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(PathBuffer left, PathBuffer right) => !left.Equals(right);

    /// <inheritdoc/>
    public readonly bool Equals(PathBuffer other) => Raw.Bytes(in this).SequenceEqual(Raw.Bytes(in other));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is PathBuffer other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Raw.Bytes(in this));
        return hash.ToHashCode();
    }

    /// <summary>The text up to the NUL, as UTF-8.</summary>
    public override readonly string ToString() => Text.FromNulTerminated(Raw.Bytes(in this));
}
