using System;
using System.Text;

namespace Bpf;

/// <summary>Strings as the kernel has them.</summary>
internal static class Text
{
    /// <summary>The text up to the first NUL, or all of it, as UTF-8.</summary>
    public static string FromNulTerminated(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
