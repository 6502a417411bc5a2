using System;

namespace Bpf.Vm.Counterexamples;

/// <summary>Copies of bytes.</summary>
internal static class SpanExtensions
{
    /// <summary>Copies as much as fits.</summary>
    public static void CopyToShorter(this Span<byte> bytes, Span<byte> destination) => bytes[..Math.Min(bytes.Length, destination.Length)].CopyTo(destination);
}
