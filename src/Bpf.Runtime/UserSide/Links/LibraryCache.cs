using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Bpf;

/// <summary>The dynamic loader's list of libraries, <c>/etc/ld.so.cache</c>.</summary>
/// <remarks>Source: the file's layout as ldconfig(8) of glibc 2.32 and later writes it.</remarks>
internal static class LibraryCache
{
    private const string Cache = "/etc/ld.so.cache";
    private const int HeaderSize = 48, CountAt = 20, EntrySize = 24;

    /// <summary>What the flags of an entry say: of the C library version 2, for the architecture.</summary>
    private static int OwnFlags => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm64 => 0x0A03,
        Architecture.RiscV64 => 0x1003,
        _ => 0x0303,
    };

    private static ReadOnlySpan<byte> Magic => "glibc-ld.so.cache1.1"u8;

    /// <summary>The file of a library of this architecture.</summary>
    /// <param name="name">Its name; versions may follow: <c>libc.so</c> finds <c>libc.so.6</c>.</param>
    /// <returns>Null where there is none, or no such list.</returns>
    public static string? Find(string name)
    {
        try
        {
            return Find(File.ReadAllBytes(Cache), name, OwnFlags);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The file of a library, in a list of them.</summary>
    internal static string? Find(ReadOnlySpan<byte> cache, string name, int flags)
    {
        if (!cache.StartsWith(Magic) || cache.Length < HeaderSize)
            return null;
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        ReadOnlySpan<byte> entries = cache[HeaderSize..];
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(cache[CountAt..]);
        string? versioned = null;
        for (; count > 0 && entries.Length >= EntrySize; count--, entries = entries[EntrySize..])
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(entries) != flags)
                continue;
            ReadOnlySpan<byte> library = TextAt(cache, BinaryPrimitives.ReadUInt32LittleEndian(entries[4..]));
            if (!library.StartsWith(wanted))
                continue;
            string file = Encoding.UTF8.GetString(TextAt(cache, BinaryPrimitives.ReadUInt32LittleEndian(entries[8..])));
            if (library.Length == wanted.Length)
                return file;
            if (library[wanted.Length] == '.')
                versioned ??= file;
        }

        return versioned;
    }

    private static ReadOnlySpan<byte> TextAt(ReadOnlySpan<byte> cache, uint offset)
    {
        if (offset >= (uint)cache.Length)
            return default;
        ReadOnlySpan<byte> text = cache[(int)offset..];
        int end = text.IndexOf((byte)0);
        return end < 0 ? default : text[..end];
    }
}
