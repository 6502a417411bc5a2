using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Bpf.Core.Classic;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>An executable that filters itself and becomes another program: the smallest ELF file that the kernel takes.</summary>
/// <remarks>File header, one program header, <see cref="LauncherCode"/>, a block of <c>struct sock_fprog</c> and the addresses of path and name, then what they point to.
/// Source: elf(5).</remarks>
internal static class LauncherImage
{
    private const ulong Base = 0x400000;
    private const int HeaderSize = 64, ProgramHeaderSize = 56, CodeOffset = HeaderSize + ProgramHeaderSize, BlockSize = 32;
    private const int FilterAddress = 8, PathAddress = 16, NameAddress = 24;

    /// <summary>Writes the file.</summary>
    /// <param name="architecture">The machine.</param>
    /// <param name="filter">The filter that it installs.</param>
    /// <param name="path">The program that it becomes.</param>
    /// <param name="name">What that is told is its name.</param>
    public static byte[] Write(TargetArchitecture architecture, ImmutableArray<ClassicInstruction> filter, string path, string name)
    {
        (byte[] code, ushort machine) = LauncherCode.Of(architecture);
        (byte[] pathText, byte[] nameText) = (Text(path), Text(name));
        int block = CodeOffset + code.Length;
        int filterOffset = block + BlockSize;
        int pathOffset = filterOffset + (filter.Length * ClassicInstruction.Size);
        int nameOffset = pathOffset + pathText.Length;
        byte[] file = new byte[nameOffset + nameText.Length];

        WriteHeaders(file, machine);
        code.CopyTo(file, CodeOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(block), (ushort)filter.Length);
        WriteAddress(file, block + FilterAddress, filterOffset);
        WriteAddress(file, block + PathAddress, pathOffset);
        WriteAddress(file, block + NameAddress, nameOffset);
        for (int i = 0; i < filter.Length; i++)
            filter[i].WriteTo(file.AsSpan(filterOffset + (i * ClassicInstruction.Size)));
        pathText.CopyTo(file, pathOffset);
        nameText.CopyTo(file, nameOffset);
        return file;
    }

    private static void WriteHeaders(byte[] file, ushort machine)
    {
        // 64 bits, little-endian, version 1; an executable (2) that is loaded at one address by one header.
        ReadOnlySpan<byte> identity = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identity.CopyTo(file);
        Write16(file, 16, 2);
        Write16(file, 18, machine);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 1);
        WriteAddress(file, 24, CodeOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), HeaderSize);
        Write16(file, 52, HeaderSize);
        Write16(file, 54, ProgramHeaderSize);
        Write16(file, 56, 1);

        // The whole file, to be read and executed: PT_LOAD, PF_R | PF_X.
        Span<byte> segment = file.AsSpan(HeaderSize, ProgramHeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], Base);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], Base);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x10000); // the largest page of these machines
    }

    private static void Write16(byte[] file, int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);

    private static void WriteAddress(byte[] file, int offset, int target) =>
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(offset), Base + (ulong)target);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
