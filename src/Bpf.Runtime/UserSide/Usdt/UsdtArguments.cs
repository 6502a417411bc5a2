using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>Reads where arguments of a marked place are: <c>-4@%eax 8@-16(%rbp) 4@$5</c>, on arm64 <c>-4@w0 8@[sp, 16] 4@5</c>.</summary>
/// <remarks>Source: SystemTap wiki, "UserSpaceProbeImplementation"; operands as the GNU assembler writes them.</remarks>
internal static class UsdtArguments
{
    private const int Word = 64;

    /// <summary>The element that tells programs of the place.</summary>
    /// <param name="arguments">What the note says.</param>
    /// <exception cref="BpfException">There are more than programs can be told of.</exception>
    public static byte[] Describe(string arguments)
    {
        byte[] element = new byte[UsdtSpec.Size];
        int count = 0;
        for (ReadOnlySpan<char> rest = arguments.AsSpan().Trim(); !rest.IsEmpty; count++)
        {
            if (count == UsdtSpec.MostArguments)
                throw new BpfException($"The place has more than {UsdtSpec.MostArguments} arguments: {arguments}");
            int at = rest.IndexOf('@');
            int end = at < 0 ? rest.Length : EndOf(rest, at);
            Describe(element.AsSpan(count * UsdtSpec.ArgumentSize, UsdtSpec.ArgumentSize), at < 0 ? default : rest[..at], at < 0 ? rest : rest[(at + 1)..end]);
            rest = rest[end..].TrimStart();
        }

        BinaryPrimitives.WriteInt16LittleEndian(element.AsSpan(UsdtSpec.CountOffset), (short)count);
        return element;
    }

    /// <summary>An argument ends with a space, except for one in brackets.</summary>
    private static int EndOf(ReadOnlySpan<char> rest, int at)
    {
        int bracket = rest[at..].IndexOf('['), space = rest[at..].IndexOf(' ');
        if (bracket >= 0 && (space < 0 || bracket < space) && rest[at..].IndexOf(']') is var closed and >= 0)
            space = rest[(at + closed)..].IndexOf(' ') is var after and >= 0 ? closed + after : -1;
        return space < 0 ? rest.Length : at + space;
    }

    private static void Describe(Span<byte> argument, ReadOnlySpan<char> size, ReadOnlySpan<char> operand)
    {
        argument[UsdtSpec.KindOffset] = UsdtSpec.Unknown;
        if (!int.TryParse(size, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int bytes) || int.Abs(bytes) is not (1 or 2 or 4 or 8))
            return;
        (int kind, long value, int register) = Read(operand);
        if (kind == UsdtSpec.Unknown)
            return;
        argument[UsdtSpec.KindOffset] = (byte)kind;
        argument[UsdtSpec.SignedOffset] = bytes < 0 ? (byte)1 : (byte)0;
        argument[UsdtSpec.ShiftOffset] = (byte)(Word - (8 * int.Abs(bytes)));
        BinaryPrimitives.WriteInt64LittleEndian(argument, value);
        BinaryPrimitives.WriteInt16LittleEndian(argument[UsdtSpec.RegisterOffset..], (short)register);
    }

    private static (int Kind, long Value, int Register) Read(ReadOnlySpan<char> operand) =>
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ReadArm64(operand) : ReadX64(operand);

    /// <summary><c>$5</c>, <c>%rax</c>, <c>-16(%rbp)</c>.</summary>
    private static (int Kind, long Value, int Register) ReadX64(ReadOnlySpan<char> operand)
    {
        if (operand.StartsWith('$'))
            return Constant(operand[1..]);
        if (operand.StartsWith('%'))
            return InRegister(operand[1..]);
        int open = operand.IndexOf('(');
        if (open < 0 || !operand.EndsWith(')') || operand[open..].Length < 3 || operand[open + 1] != '%')
            return (UsdtSpec.Unknown, 0, 0);
        return InMemory(operand[(open + 2)..^1], operand[..open]);
    }

    /// <summary><c>5</c>, <c>x0</c>, <c>[sp, 16]</c>.</summary>
    private static (int Kind, long Value, int Register) ReadArm64(ReadOnlySpan<char> operand)
    {
        if (!operand.StartsWith('['))
            return InRegister(operand) is { Kind: UsdtSpec.Register } register ? register : Constant(operand);
        ReadOnlySpan<char> inner = operand.Trim("[]");
        int comma = inner.IndexOf(',');
        return comma < 0 ? InMemory(inner, default) : InMemory(inner[..comma].Trim(), inner[(comma + 1)..].Trim().TrimStart('#'));
    }

    private static (int Kind, long Value, int Register) Constant(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? (UsdtSpec.Constant, value, 0)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? (UsdtSpec.Constant, (long)large, 0)
        : (UsdtSpec.Unknown, 0, 0);

    private static (int Kind, long Value, int Register) InRegister(ReadOnlySpan<char> name) =>
        UsdtRegisters.OffsetOf(name.ToString()) is { } offset ? (UsdtSpec.Register, 0, offset) : (UsdtSpec.Unknown, 0, 0);

    private static (int Kind, long Value, int Register) InMemory(ReadOnlySpan<char> register, ReadOnlySpan<char> distance)
    {
        long value = 0;
        bool isKnown = distance.IsEmpty || long.TryParse(distance, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        return isKnown && UsdtRegisters.OffsetOf(register.ToString()) is { } offset ? (UsdtSpec.Memory, value, offset) : (UsdtSpec.Unknown, 0, 0);
    }
}
