using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>XDP by rtnetlink(7): attributes <c>IFLA_XDP_*</c>, include/uapi/linux/if_link.h.</summary>
internal static unsafe class XdpNetlink
{
    /// <summary><c>XDP_FLAGS_UPDATE_IF_NOEXIST</c>.</summary>
    public const uint OnlyIfNone = 1 << 0;

    /// <summary><c>XDP_FLAGS_REPLACE</c>: only the program that is expected (Linux 5.7).</summary>
    public const uint Replace = 1 << 4;

    private const int FamilyNetlink = 16, TypeRaw = 3, CloseOnExec = 0x80000, ProtocolRoute = 0;
    private const ushort GetLink = 18, SetLink = 19, ErrorMessage = 2;
    private const ushort FlagRequest = 1, FlagAck = 4;
    private const ushort XdpAttribute = 43, Nested = 0x8000;
    private const ushort XdpFd = 1, XdpFlags = 3, XdpProgId = 4, XdpDriverProgId = 5, XdpGenericProgId = 6, XdpHardwareProgId = 7, XdpExpectedFd = 8;
    private const int HeaderSize = 16, LinkInfoSize = 16, AttributeHeaderSize = 4;

    /// <summary>Sets an interface's program; -1 for none.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Set(int interfaceIndex, int programFd, uint flags, int? expectedFd)
    {
        Span<byte> message = stackalloc byte[HeaderSize + LinkInfoSize + AttributeHeaderSize + (3 * 8)];
        int length = HeaderSize + LinkInfoSize + AttributeHeaderSize;
        length += Attribute(message[length..], XdpFd, (uint)programFd);
        length += Attribute(message[length..], XdpFlags, flags);
        if (expectedFd is { } fd)
            length += Attribute(message[length..], XdpExpectedFd, (uint)fd);
        int nested = HeaderSize + LinkInfoSize;
        BinaryPrimitives.WriteUInt16LittleEndian(message[nested..], (ushort)(length - nested));
        BinaryPrimitives.WriteUInt16LittleEndian(message[(nested + 2)..], XdpAttribute | Nested);
        Header(message[..length], SetLink, FlagRequest | FlagAck, interfaceIndex);
        return Exchange(message[..length], stackalloc byte[4096], out _);
    }

    /// <summary>The id of an interface's program in a mode; 0 for none, null where the kernel doesn't answer.</summary>
    public static uint? QueryProgramId(int interfaceIndex, XdpMode mode)
    {
        Span<byte> message = stackalloc byte[HeaderSize + LinkInfoSize];
        Header(message, GetLink, FlagRequest, interfaceIndex);
        byte[] answer = new byte[32768];
        if (Exchange(message, answer, out int length) != 0 || length < HeaderSize + LinkInfoSize)
            return null;
        ushort wanted = mode switch
        {
            XdpMode.Native => XdpDriverProgId,
            XdpMode.Generic => XdpGenericProgId,
            XdpMode.Offload => XdpHardwareProgId,
            _ => XdpProgId,
        };
        ReadOnlySpan<byte> xdp = Find(answer.AsSpan(HeaderSize + LinkInfoSize, length - HeaderSize - LinkInfoSize), XdpAttribute);
        ReadOnlySpan<byte> id = Find(xdp, wanted);
        if (id.Length < sizeof(uint))
            id = Find(xdp, XdpProgId);
        return id.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(id);
    }

    /// <summary><c>struct nlmsghdr</c> (length, type, flags, sequence, port) and <c>struct ifinfomsg</c> (family, type, index, flags, change).</summary>
    private static void Header(Span<byte> message, ushort type, ushort flags, int interfaceIndex)
    {
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(message[6..], flags);
        BinaryPrimitives.WriteInt32LittleEndian(message[8..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(message[(HeaderSize + 4)..], interfaceIndex);
    }

    private static int Attribute(Span<byte> destination, ushort type, uint value)
    {
        const ushort size = AttributeHeaderSize + sizeof(uint);
        BinaryPrimitives.WriteUInt16LittleEndian(destination, size);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], type);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], value);
        return size;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, ushort type)
    {
        while (attributes.Length >= AttributeHeaderSize)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (length < AttributeHeaderSize || length > attributes.Length)
                break;
            if ((BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) & ~Nested) == type)
                return attributes[AttributeHeaderSize..length];
            attributes = attributes[int.Min((length + 3) & ~3, attributes.Length)..];
        }

        return default;
    }

    private static int Exchange(ReadOnlySpan<byte> message, Span<byte> answer, out int length)
    {
        length = 0;
        int number = Libc.Socket(FamilyNetlink, TypeRaw | CloseOnExec, ProtocolRoute);
        if (number < 0)
            return -Marshal.GetLastPInvokeError();
        using FileDescriptor socket = new(number);
        fixed (byte* messagePointer = message, answerPointer = answer)
        {
            if (Libc.Send(number, messagePointer, (nuint)message.Length, 0) < 0)
                return -Marshal.GetLastPInvokeError();
            nint received = Libc.Receive(number, answerPointer, (nuint)answer.Length, 0);
            if (received < HeaderSize)
                return received < 0 ? -Marshal.GetLastPInvokeError() : -Errno.EINVAL;
            length = (int)received;
        }

        bool isError = BinaryPrimitives.ReadUInt16LittleEndian(answer[4..]) == ErrorMessage && length >= HeaderSize + sizeof(int);
        return isError ? BinaryPrimitives.ReadInt32LittleEndian(answer[HeaderSize..]) : 0;
    }
}
