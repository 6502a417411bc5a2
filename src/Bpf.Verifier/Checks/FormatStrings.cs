// Rests on: Documentation of bpf_trace_printk and bpf_snprintf in include/uapi/linux/bpf.h, loads of formats on the running kernel.
using System;

namespace Bpf.Verifier.Checks;

/// <summary>The formats that <c>bpf_snprintf</c> takes.</summary>
internal static class FormatStrings
{
    private const string Flags = "0+- ";
    private const string Numbers = "idxuX";
    private const string PlainPointers = "KxsSB";

    /// <summary>True where the kernel takes the format for that many arguments; fewer conversions than arguments will do.</summary>
    public static bool IsValid(ReadOnlySpan<byte> format, ulong arguments)
    {
        ulong used = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (!IsPrintable((char)format[i]))
            {
                return false;
            }

            if (format[i] != '%')
            {
                continue;
            }

            if (At(format, i + 1) == '%')
            {
                i++;
                continue;
            }

            if (used++ >= arguments || !SkipConversion(format, ref i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves from a percent sign to the last character of its conversion; false where there is no such.</summary>
    private static bool SkipConversion(ReadOnlySpan<byte> format, ref int i)
    {
        i++;
        while (Flags.IndexOf(At(format, i)) >= 0)
        {
            i++;
        }

        if (At(format, i) is >= '1' and <= '9')
        {
            while (At(format, i) is >= '0' and <= '9')
            {
                i++;
            }
        }

        switch (At(format, i))
        {
            case 'p':
                return SkipPointer(format, ref i);
            case 's':
                return EndsWord(At(format, i + 1));
            case 'c':
                return true;
        }

        for (int length = 0; length < 2 && At(format, i) == 'l'; length++)
        {
            i++;
        }

        return Numbers.IndexOf(At(format, i)) >= 0;
    }

    private static bool SkipPointer(ReadOnlySpan<byte> format, ref int i)
    {
        char kind = At(format, i + 1);
        if (EndsWord(kind))
        {
            return true;
        }

        char second = At(format, i + 2);
        if (kind is 'k' or 'u' && second == 's')
        {
            i += 2;
            return EndsWord(At(format, i + 1));
        }

        if (PlainPointers.IndexOf(kind) >= 0)
        {
            i++;
            return true;
        }

        i += 2;
        return kind is 'i' or 'I' && second is '4' or '6';
    }

    private static char At(ReadOnlySpan<byte> format, int i) => i < format.Length ? (char)format[i] : '\0';

    private static bool EndsWord(char c) => c == '\0' || IsSpace(c) || (c is > ' ' and < '\x7f' && !IsLetterOrDigit(c));

    private static bool IsPrintable(char c) => c is >= ' ' and < '\x7f' || IsSpace(c);

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static bool IsLetterOrDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
