using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;
using System.Text;

namespace Bpf;

/// <summary>Finds functions in ELF executables and libraries of user space.</summary>
/// <remarks>Source: ELF-64 object file format, version 1.5.</remarks>
internal static class UserSymbols
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, SectionHeaderSize = 64, SymbolSize = 24;
    private const uint SymbolTable = 2, DynamicSymbols = 11, Load = 1;
    private const int FunctionType = 2, IndirectFunctionType = 10;

    /// <summary>A function's place in its file.</summary>
    /// <exception cref="BpfException">The file can't be read, is no 64-bit ELF file of this machine's byte order, or has no such function.</exception>
    public static ulong FindFileOffset(string path, string symbol) => Read(path, file =>
        Functions(file, name => name == symbol) is [var address, ..]
            ? ToFileOffset(file, address, path)
            : throw new BpfException($"'{path}' has no function '{symbol}' in its symbol tables (is it stripped, or the name mangled?)."));

    /// <summary>The places of the functions that fit a pattern, each once.</summary>
    /// <exception cref="BpfException">The file can't be read, is no 64-bit ELF file of this machine's byte order, or no function fits.</exception>
    public static ulong[] FindFileOffsets(string path, string pattern) => Read(path, file =>
    {
        List<ulong> addresses = Functions(file, name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
        ulong[] offsets = [.. addresses.Distinct().Select(address => ToFileOffset(file, address, path))];
        return offsets.Length > 0 ? offsets : throw new BpfException($"'{path}' has no function '{pattern}' in its symbol tables (is it stripped, or the name mangled?).");
    });

    private static T Read<T>(string path, Func<byte[], T> read)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            ReadOnlySpan<byte> magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
            return file.AsSpan().StartsWith(magic) ? read(file) : throw new BpfException($"'{path}' is not a 64-bit little-endian ELF file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BpfException($"'{path}' cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new BpfException($"'{path}' is a damaged ELF file.", exception);
        }
    }

    /// <summary>The addresses of functions by name, in the tables' order.</summary>
    private static List<ulong> Functions(ReadOnlySpan<byte> file, Func<string, bool> isWanted)
    {
        List<ulong> found = [];
        int sections = checked((int)U64(file, 40));
        int count = U16(file, 60);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = file.Slice(sections + (i * SectionHeaderSize), SectionHeaderSize);
            if (U32(section, 4) is not (SymbolTable or DynamicSymbols))
                continue;
            ReadOnlySpan<byte> names = Content(file, file.Slice(sections + (checked((int)U32(section, 40)) * SectionHeaderSize), SectionHeaderSize));
            ReadOnlySpan<byte> symbols = Content(file, section);
            for (; symbols.Length >= SymbolSize; symbols = symbols[SymbolSize..])
            {
                bool defined = U16(symbols, 6) != 0;
                if (defined && (symbols[4] & 0xF) is FunctionType or IndirectFunctionType && isWanted(NameAt(names, U32(symbols, 0))))
                    found.Add(U64(symbols, 8));
            }
        }

        return found;
    }

    /// <summary>A symbol's name, without the version that some tables add.</summary>
    private static string NameAt(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= (uint)names.Length)
            return "";
        ReadOnlySpan<byte> name = names[(int)offset..];
        int end = name.IndexOfAny((byte)0, (byte)'@');
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>Addresses are those of the segments; probes count from the file's start.</summary>
    private static ulong ToFileOffset(ReadOnlySpan<byte> file, ulong address, string path)
    {
        int headers = checked((int)U64(file, 32));
        int count = U16(file, 56);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice(headers + (i * ProgramHeaderSize), ProgramHeaderSize);
            ulong start = U64(header, 16);
            if (U32(header, 0) == Load && address >= start && address - start < U64(header, 32))
                return address - start + U64(header, 8);
        }

        throw new BpfException($"The function's address 0x{address:x} is in no segment of '{path}'.");
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> file, ReadOnlySpan<byte> section) =>
        file.Slice(checked((int)U64(section, 24)), checked((int)U64(section, 32)));

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
