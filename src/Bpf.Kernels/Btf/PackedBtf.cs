using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>
/// The form in which kernels' BTF ships: the words of all records by column, deflated, and one list of strings for all kernels.
/// Ids are kept; offsets of strings are not.
/// </summary>
/// <remarks>A fifth of deflated BTF's size, since kernels share most strings.</remarks>
public static class PackedBtf
{
    private const CompressionLevel Best =
#if NET
        CompressionLevel.SmallestSize;
#else
        CompressionLevel.Optimal;
#endif

    /// <summary>Packs.</summary>
    /// <param name="types">The kernel's types.</param>
    /// <param name="strings">The list of strings; those it lacks are added.</param>
    /// <param name="target">Where to.</param>
    public static void Write(BtfTypes types, IList<string> strings, Stream target)
    {
        if (types is null) throw new ArgumentNullException(nameof(types));
        if (strings is null) throw new ArgumentNullException(nameof(strings));
        using DeflateStream packed = new(target, Best, leaveOpen: true);
        new BtfColumnWriter(types, strings).Write(packed);
    }

    /// <summary>Unpacks.</summary>
    /// <param name="source">What <see cref="Write"/> wrote.</param>
    /// <param name="strings">The list of strings.</param>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static BtfTypes Read(Stream source, IReadOnlyList<string> strings)
    {
        if (strings is null) throw new ArgumentNullException(nameof(strings));
        using DeflateStream plain = new(source, CompressionMode.Decompress, leaveOpen: true);
        return new BtfColumnReader(BtfColumns.Load(plain), strings).Read();
    }

    /// <summary>Packs the list of strings.</summary>
    /// <param name="strings">None holds a NUL.</param>
    /// <param name="target">Where to.</param>
    public static void WriteStrings(IEnumerable<string> strings, Stream target)
    {
        using DeflateStream packed = new(target, Best, leaveOpen: true);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join("\0", strings));
        packed.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Unpacks the list of strings.</summary>
    /// <param name="source">What <see cref="WriteStrings"/> wrote.</param>
    public static IReadOnlyList<string> ReadStrings(Stream source)
    {
        using DeflateStream plain = new(source, CompressionMode.Decompress, leaveOpen: true);
        using StreamReader reader = new(plain, Encoding.UTF8);
        return reader.ReadToEnd().Split('\0');
    }
}
