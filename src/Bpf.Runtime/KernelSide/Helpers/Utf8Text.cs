using System;
using System.Text;

namespace Bpf;

/// <summary>Text in buffers of bytes, NUL-terminated as the kernel has it.</summary>
public static class Utf8Text
{
    /// <summary>Formats text into a buffer: <c>bpf_snprintf</c> (Linux 5.13). What is longer is cut; the buffer always has a NUL.</summary>
    /// <typeparam name="TBuffer">A buffer of bytes, such as <see cref="PathBuffer"/>.</typeparam>
    /// <param name="buffer">Filled up to the NUL; the rest stays.</param>
    /// <param name="text">An interpolated string of up to twelve values, see <see cref="Trace.Print(ref TraceInterpolatedStringHandler)"/>.</param>
    /// <returns>False where it was cut.</returns>
    public static bool TryFormat<TBuffer>(ref TBuffer buffer, ref TraceInterpolatedStringHandler text) where TBuffer : unmanaged
    {
        Span<byte> bytes = Raw.WritableBytes(ref buffer);
        ReadOnlySpan<byte> formatted = Encoding.UTF8.GetBytes(text.ToStringAndClear());
        int length = int.Min(formatted.Length, bytes.Length - 1);
        formatted[..length].CopyTo(bytes);
        bytes[length] = 0;
        return length == formatted.Length;
    }
}
