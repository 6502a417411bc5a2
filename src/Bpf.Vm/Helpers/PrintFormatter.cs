using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Bpf.Core.Worlds;
using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>The formats that <c>bpf_trace_printk</c> and its kin take: a subset of the kernel's printk.</summary>
/// <remarks>
/// <c>%[flags][width]</c>, flags of <c>0+- </c>, then <c>d i u x X</c> after none, one or two <c>l</c>; <c>c</c>; <c>s</c>, <c>pks</c>,
/// <c>pus</c>; <c>p</c>, <c>px</c>, <c>pK</c>, <c>ps</c>, <c>pS</c>, <c>pB</c>; <c>pi4 pI4 pi6 pI6</c>. Anything else is -EINVAL, as for the kernel
/// (<c>bpf_bprintf_prepare</c>, kernel/bpf/helpers.c). <c>%p</c> shows the address itself, where the kernel shows a hash.
/// </remarks>
internal ref struct PrintFormatter
{
    private const int MaxString = 512;

    private readonly Machine _machine;
    private readonly ReadOnlySpan<byte> _format;
    private readonly ReadOnlySpan<ulong> _arguments;
    private readonly List<byte> _text;
    private int _at;
    private int _used;

    private PrintFormatter(Machine machine, ReadOnlySpan<byte> format, ReadOnlySpan<ulong> arguments)
    {
        _machine = machine;
        _format = format;
        _arguments = arguments;
        _text = [];
        _at = 0;
        _used = 0;
    }

    /// <summary>Formats.</summary>
    /// <param name="machine">Whose memory strings are in.</param>
    /// <param name="format">The format, ending with a NUL.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The text without a NUL, or null for a format that is refused.</returns>
    public static byte[]? Format(Machine machine, ReadOnlySpan<byte> format, ReadOnlySpan<ulong> arguments)
    {
        var formatter = new PrintFormatter(machine, format, arguments);
        return formatter.Run() ? [.. formatter._text] : null;
    }

    private readonly byte Current => _format[_at];

    private bool Run()
    {
        for (; Current != 0; _at++)
        {
            if (!IsPrintable(Current) && !IsSpace(Current)) return false;
            if (Current != '%')
            {
                _text.Add(Current);
            }
            else if (_format[_at + 1] == '%')
            {
                _text.Add((byte)'%');
                _at++;
            }
            else if (!Conversion())
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>One conversion, from its percent sign to its last character.</summary>
    private bool Conversion()
    {
        if (_used >= _arguments.Length) return false;
        ulong argument = _arguments[_used++];
        string flags = "";
        for (_at++; Current is (byte)'0' or (byte)'+' or (byte)'-' or (byte)' '; _at++) flags += (char)Current;
        int width = 0;
        // A width wider than the buffer says no more than the buffer's own.
        for (; Current is >= (byte)'0' and <= (byte)'9'; _at++) width = Math.Min(width * 10 + (Current - '0'), 1024);

        // What is read from memory is text already when the kernel comes to pad it.
        if (Current == 'p' && _format[_at + 1] is (byte)'k' or (byte)'u' or (byte)'i' or (byte)'I') width = 0;
        string? text = Current switch
        {
            (byte)'p' => PointerAndSuffix(argument),
            (byte)'s' when EndsHere() => String(ProbeHelpers.SpaceOf(argument), argument),
            (byte)'c' => ((char)(byte)argument).ToString(),
            _ => Number(argument, flags),
        };
        if (text is null) return false;
        bool isNumber = Current is (byte)'d' or (byte)'i' or (byte)'u' or (byte)'x' or (byte)'X';
        foreach (char c in Pad(text, flags, width, isNumber)) _text.Add((byte)c);
        return true;
    }

    /// <summary>A pointer conversion takes all letters and digits that follow, whether they mean something or not.</summary>
    private string? PointerAndSuffix(ulong argument)
    {
        string? text = Pointer(argument);
        while (text is not null && IsLetterOrDigit(_format[_at + 1])) _at++;
        return text;
    }

    private string? Pointer(ulong argument)
    {
        byte kind = _format[_at + 1];
        if (kind is (byte)'k' or (byte)'u' && _format[_at + 2] == 's')
        {
            _at += 2;
            return EndsHere() ? String(kind == 'k' ? AddressSpace.Kernel : AddressSpace.User, argument) : null;
        }
        if (kind is (byte)'i' or (byte)'I')
        {
            int length = _format[_at + 2] == '4' ? 4 : _format[_at + 2] == '6' ? 16 : 0;
            if (length == 0) return null;
            _at += 2;
            byte[] address = new byte[length];
            _machine.Kernel.ReadMemory(AddressSpace.Kernel, argument, address);
            return FormatIp(address, kind == 'I');
        }
        if (kind is (byte)'s' or (byte)'S' or (byte)'B')
        {
            // A symbol; what is none is shown like this, and there are none here.
            _at++;
            return "0x" + argument.ToString("x", CultureInfo.InvariantCulture);
        }
        if (kind is (byte)'x' or (byte)'K') _at++;
        else if (!EndsHere()) return null;
        return argument.ToString("x16", CultureInfo.InvariantCulture);
    }

    private string? Number(ulong argument, string flags)
    {
        int longs = 0;
        for (; Current == 'l' && longs < 2; _at++) longs++;
        ulong value = longs == 0 ? (uint)argument : argument;
        switch ((char)Current)
        {
            case 'x': return value.ToString("x", CultureInfo.InvariantCulture);
            case 'X': return value.ToString("X", CultureInfo.InvariantCulture);
            case 'u': return value.ToString(CultureInfo.InvariantCulture);
            case 'd' or 'i':
                long signed = longs == 0 ? (int)argument : (long)argument;
                string sign = signed < 0 ? "" : flags.IndexOf('+') >= 0 ? "+" : flags.IndexOf(' ') >= 0 ? " " : "";
                return sign + signed.ToString(CultureInfo.InvariantCulture);
            default: return null;
        }
    }

    /// <summary>A string's bytes, one character each; empty where it cannot be read.</summary>
    private readonly string String(AddressSpace space, ulong address)
    {
        Span<byte> bytes = stackalloc byte[MaxString];
        int length = _machine.Kernel.ReadString(space, address, bytes);
        var text = new StringBuilder();
        for (int i = 0; i < length - 1; i++) text.Append((char)bytes[i]);
        return text.ToString();
    }

    private static string FormatIp(ReadOnlySpan<byte> address, bool pretty)
    {
        var text = new StringBuilder();
        for (int i = 0; i < address.Length; i++)
        {
            if (address.Length == 4) text.Append(i == 0 ? "" : ".").Append(address[i].ToString(pretty ? "d" : "d3", CultureInfo.InvariantCulture));
            else text.Append(pretty && i != 0 && i % 2 == 0 ? ":" : "").Append(address[i].ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static string Pad(string text, string flags, int width, bool isNumber)
    {
        if (flags.IndexOf('-') >= 0) return text.PadRight(width);
        if (!isNumber || flags.IndexOf('0') < 0) return text.PadLeft(width);
        int sign = text[0] is '-' or '+' or ' ' ? 1 : 0;
        return text.Substring(0, sign) + text.Substring(sign).PadLeft(width - sign, '0');
    }

    /// <summary>Whether the conversion may end at this character: what follows is nothing, space or punctuation.</summary>
    private readonly bool EndsHere()
    {
        byte next = _format[_at + 1];
        return next == 0 || IsSpace(next) || (IsPrintable(next) && !IsLetterOrDigit(next));
    }

    private static bool IsPrintable(byte c) => c is >= 0x20 and <= 0x7e;

    private static bool IsSpace(byte c) => c is (byte)' ' or (>= 9 and <= 13);

    private static bool IsLetterOrDigit(byte c) => c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');
}
