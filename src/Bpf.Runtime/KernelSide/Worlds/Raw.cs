using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>The bytes of unmanaged values.</summary>
internal static class Raw
{
    public static ReadOnlySpan<byte> Bytes<T>(scoped ref readonly T value) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)), Unsafe.SizeOf<T>());

    public static Span<byte> WritableBytes<T>(scoped ref T value) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());

    /// <summary>The start of a span as a value in place; the caller has checked the length.</summary>
    public static ref T As<T>(Span<byte> bytes) where T : unmanaged =>
        ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(bytes));
}
