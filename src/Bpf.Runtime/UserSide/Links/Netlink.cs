using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Talks to rtnetlink(7).</summary>
internal static unsafe class Netlink
{
    public const ushort Request = 1, Acknowledge = 4, Dump = 0x300, Exclusive = 0x200, CreateNew = 0x400;

    private const int FamilyNetlink = 16, TypeRaw = 3, ProtocolRoute = 0;
    private const ushort ErrorMessage = 2, Done = 3;
    private const int BufferSize = 1 << 15;

    /// <summary>Takes one message of the answer: its type, and what follows its header.</summary>
    /// <returns>False to read no further.</returns>
    public delegate bool Visitor(ushort type, ReadOnlySpan<byte> body);

    /// <summary>Sends a request that is acknowledged.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Send(ReadOnlySpan<byte> message) => Exchange(message, static (_, _) => false);

    /// <summary>Sends a request and reads the answer, to its end where it is a dump.</summary>
    /// <returns>0 or a negative errno.</returns>
    public static int Exchange(ReadOnlySpan<byte> message, Visitor visit)
    {
        int number = Libc.Socket(FamilyNetlink, TypeRaw | Libc.CloseOnExec, ProtocolRoute);
        if (number < 0)
            return -Marshal.GetLastPInvokeError();
        using FileDescriptor socket = new(number);
        fixed (byte* pointer = message)
        {
            if (Libc.Send(number, pointer, (nuint)message.Length, 0) < 0)
                return -Marshal.GetLastPInvokeError();
        }

        byte[] buffer = new byte[BufferSize];
        for (; ; )
        {
            nint received;
            fixed (byte* pointer = buffer)
            {
                received = Libc.Receive(number, pointer, BufferSize, 0);
            }

            if (received < NetlinkMessage.HeaderSize)
                return received < 0 ? -Marshal.GetLastPInvokeError() : -Errno.EINVAL;
            if (Read(buffer.AsSpan(0, (int)received), visit) is { } result)
                return result;
        }
    }

    /// <returns>The result; null where more is to come.</returns>
    private static int? Read(ReadOnlySpan<byte> messages, Visitor visit)
    {
        while (messages.Length >= NetlinkMessage.HeaderSize)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            if (length < NetlinkMessage.HeaderSize || length > messages.Length)
                return -Errno.EINVAL;
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]);
            ReadOnlySpan<byte> body = messages[NetlinkMessage.HeaderSize..length];
            if (type == Done)
                return 0;
            if (type == ErrorMessage)
                return body.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(body) : -Errno.EINVAL;
            if (!visit(type, body))
                return 0;
            messages = messages[int.Min((length + 3) & ~3, messages.Length)..];
        }

        return null;
    }
}
