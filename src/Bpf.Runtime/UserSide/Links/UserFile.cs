using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Bpf;

/// <summary>An ELF executable or library of user space.</summary>
/// <remarks>Source: ELF-64 object file format, version 1.5.</remarks>
internal sealed class UserFile
{
    private const int ProgramHeaderSize = 56, SectionHeaderSize = 64, SymbolSize = 24;
    private const uint SymbolTable = 2, DynamicSymbols = 11, Load = 1, WithoutContent = 8;
    private const int FunctionType = 2, IndirectFunctionType = 10;
    private readonly byte[] bytes;
    private readonly string path;

    private UserFile(byte[] bytes, string path)
    {
        this.bytes = bytes;
        this.path = path;
    }

    /// <summary>Reads a file, and something in it.</summary>
    /// <exception cref="BpfException">The file can't be read, is damaged, or is no 64-bit ELF file of this machine's byte order.</exception>
    public static T Read<T>(string path, Func<UserFile, T> read)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            ReadOnlySpan<byte> magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
            return bytes.AsSpan().StartsWith(magic) ? read(new UserFile(bytes, path)) : throw new BpfException($"'{path}' is not a 64-bit little-endian ELF file.");
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
    public List<ulong> Functions(Func<string, bool> isWanted)
    {
        List<ulong> found = [];
        for (int i = 0; i < SectionCount; i++)
        {
            ReadOnlySpan<byte> section = SectionHeader(i);
            if (U32(section, 4) is not (SymbolTable or DynamicSymbols))
                continue;
            ReadOnlySpan<byte> names = Content(SectionHeader(checked((int)U32(section, 40))));
            ReadOnlySpan<byte> symbols = Content(section);
            for (; symbols.Length >= SymbolSize; symbols = symbols[SymbolSize..])
            {
                bool defined = U16(symbols, 6) != 0;
                if (defined && (symbols[4] & 0xF) is FunctionType or IndirectFunctionType && isWanted(NameAt(names, U32(symbols, 0))))
                    found.Add(U64(symbols, 8));
            }
        }

        return found;
    }

    /// <summary>A section's content; empty where there is none.</summary>
    public ReadOnlySpan<byte> Section(string name)
    {
        ReadOnlySpan<byte> header = FindSection(name);
        return header.IsEmpty || U32(header, 4) == WithoutContent ? default : Content(header);
    }

    /// <summary>A section's address; null where there is none.</summary>
    public ulong? AddressOf(string name)
    {
        ReadOnlySpan<byte> header = FindSection(name);
        return header.IsEmpty ? null : U64(header, 16);
    }

    /// <summary>Addresses are those of the segments; probes count from the file's start.</summary>
    public ulong ToFileOffset(ulong address)
    {
        int headers = checked((int)U64(bytes, 32));
        int count = U16(bytes, 56);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = bytes.AsSpan(headers + (i * ProgramHeaderSize), ProgramHeaderSize);
            ulong start = U64(header, 16);
            if (U32(header, 0) == Load && address >= start && address - start < U64(header, 32))
                return address - start + U64(header, 8);
        }

        throw new BpfException($"The address 0x{address:x} is in no segment of '{path}'.");
    }

    private int SectionCount => U16(bytes, 60);

    private ReadOnlySpan<byte> SectionHeader(int index) => bytes.AsSpan(checked((int)U64(bytes, 40)) + (index * SectionHeaderSize), SectionHeaderSize);

    private ReadOnlySpan<byte> FindSection(string name)
    {
        ReadOnlySpan<byte> names = SectionCount == 0 ? default : Content(SectionHeader(U16(bytes, 62)));
        for (int i = 0; i < SectionCount; i++)
        {
            ReadOnlySpan<byte> header = SectionHeader(i);
            if (NameAt(names, U32(header, 0)) == name)
                return header;
        }

        return default;
    }

    /// <summary>A name, without the version that some symbol tables add.</summary>
    private static string NameAt(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= (uint)names.Length)
            return "";
        ReadOnlySpan<byte> name = names[(int)offset..];
        int end = name.IndexOfAny((byte)0, (byte)'@');
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    private ReadOnlySpan<byte> Content(ReadOnlySpan<byte> section) => bytes.AsSpan(checked((int)U64(section, 24)), checked((int)U64(section, 32)));

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}
