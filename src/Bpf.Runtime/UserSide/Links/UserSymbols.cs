using System;
using System.Buffers.Binary;
using System.IO;
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
    public static ulong FindFileOffset(string path, string symbol)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BpfException($"'{path}' cannot be read: {exception.Message}", exception);
        }

        try
        {
            ReadOnlySpan<byte> magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
            if (!file.AsSpan().StartsWith(magic))
                throw new BpfException($"'{path}' is not a 64-bit little-endian ELF file.");
            return FindAddress(file, Encoding.UTF8.GetBytes(symbol)) is { } address
                ? ToFileOffset(file, address, path)
                : throw new BpfException($"'{path}' has no function '{symbol}' in its symbol tables (is it stripped, or the name mangled?).");
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new BpfException($"'{path}' is a damaged ELF file.", exception);
        }
    }

    private static ulong? FindAddress(ReadOnlySpan<byte> file, ReadOnlySpan<byte> symbol)
    {
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
                if (defined && (symbols[4] & 0xF) is FunctionType or IndirectFunctionType && IsNamed(names, U32(symbols, 0), symbol))
                    return U64(symbols, 8);
            }
        }

        return null;
    }

    private static bool IsNamed(ReadOnlySpan<byte> names, uint offset, ReadOnlySpan<byte> symbol)
    {
        if (offset >= (uint)names.Length)
            return false;
        ReadOnlySpan<byte> name = names[(int)offset..];
        return name.Length > symbol.Length && name.StartsWith(symbol) && name[symbol.Length] is 0 or (byte)'@';
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
