using System;
using System.Buffers.Binary;
using System.Text;
using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers that make or compare text.</summary>
internal static class PrintHelpers
{
    private const int MaxArguments = 12;
    private const int BufferSize = 1024;

    /// <summary><c>bpf_trace_printk(fmt, fmt_size, arg1, arg2, arg3)</c>: the text's length, or -EINVAL for a bad format.</summary>
    public static ulong TracePrintk(Machine machine, ulong format, ulong formatSize, ulong r3, ulong r4, ulong r5) =>
        Print(machine, machine.Read(format, (uint)formatSize), [r3, r4, r5]);

    /// <summary><c>bpf_trace_vprintk(fmt, fmt_size, data, data_len)</c>: the text's length, or -EINVAL for a bad format or length.</summary>
    public static ulong TraceVprintk(Machine machine, ulong format, ulong formatSize, ulong data, ulong dataSize, ulong r5) =>
        TryReadArguments(machine, data, dataSize, out ulong[] arguments)
            ? Print(machine, machine.Read(format, (uint)formatSize), arguments)
            : unchecked((ulong)-Errno.EINVAL);

    /// <summary><c>bpf_snprintf(str, str_size, fmt, data, data_len)</c>: the length with the NUL had there been room, or -EINVAL.</summary>
    public static ulong Snprintf(Machine machine, ulong text, ulong textSize, ulong format, ulong data, ulong dataSize)
    {
        Span<byte> destination = machine.Write(text, (uint)textSize);
        if (!TryReadArguments(machine, data, dataSize, out ulong[] arguments)) return unchecked((ulong)-Errno.EINVAL);
        byte[]? formatted = PrintFormatter.Format(machine, machine.ReadTerminated(format), arguments);
        if (formatted is null) return unchecked((ulong)-Errno.EINVAL);
        if (!destination.IsEmpty)
        {
            int length = Math.Min(formatted.Length, destination.Length - 1);
            formatted.AsSpan(0, length).CopyTo(destination);
            destination[length] = 0;
        }
        return (ulong)formatted.Length + 1;
    }

    /// <summary><c>bpf_strncmp(s1, s1_sz, s2)</c>: the difference of the first bytes that differ.</summary>
    public static ulong Strncmp(Machine machine, ulong first, ulong size, ulong second, ulong r4, ulong r5)
    {
        ReadOnlySpan<byte> s1 = machine.Read(first, (uint)size);
        ReadOnlySpan<byte> s2 = machine.ReadTerminated(second);
        for (int i = 0; i < s1.Length; i++)
        {
            int difference = s1[i] - s2[i];
            if (difference != 0) return (ulong)(difference < 0 ? -1 : 1);
            if (s1[i] == 0) break;
        }
        return 0;
    }

    private static ulong Print(Machine machine, ReadOnlySpan<byte> format, ReadOnlySpan<ulong> arguments)
    {
        int end = format.IndexOf((byte)0);
        byte[]? text = end < 0 ? null : PrintFormatter.Format(machine, format.Slice(0, end + 1), arguments);
        if (text is null) return unchecked((ulong)-Errno.EINVAL);
        // The kernel formats into a buffer of this size, and says how long the text would have been.
        machine.Kernel.TracePrint(Encoding.UTF8.GetString(text, 0, Math.Min(text.Length, BufferSize - 1)));
        return (ulong)text.Length;
    }

    private static bool TryReadArguments(Machine machine, ulong data, ulong size, out ulong[] arguments)
    {
        arguments = [];
        if ((uint)size % 8 != 0 || (uint)size > MaxArguments * 8) return false;
        ReadOnlySpan<byte> bytes = machine.Read(data, (uint)size);
        arguments = new ulong[bytes.Length / 8];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(i * 8));
        return true;
    }
}
