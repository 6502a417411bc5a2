using System;

namespace Corpus;

[Flags] public enum Rights : byte { None = 0, Read = 1, Write = 2, Both = 3, Top = 128 }

public enum Deep : long { None, Low = 1, High = long.MinValue }

public static class Characters
{
    public static int Classes(char c) => (char.IsAscii(c) ? 1 : 0) + (char.IsAsciiDigit(c) ? 2 : 0) + (char.IsAsciiLetter(c) ? 4 : 0)
        + (char.IsAsciiLetterLower(c) ? 8 : 0) + (char.IsAsciiLetterUpper(c) ? 16 : 0) + (char.IsAsciiLetterOrDigit(c) ? 32 : 0)
        + (char.IsAsciiHexDigit(c) ? 64 : 0) + (char.IsAsciiHexDigitLower(c) ? 128 : 0) + (char.IsAsciiHexDigitUpper(c) ? 256 : 0);

    public static int Classes_of_bytes(byte b) => Classes((char)b) + Classes((char)(b + 1)) + Classes((char)(b - 1));

    public static bool Between(char c, char from, char to) => char.IsBetween(c, from, to);

    public static int Flags(byte bits)
    {
        Rights r = (Rights)bits;
        return (r.HasFlag(Rights.Read) ? 1 : 0) + (r.HasFlag(Rights.Both) ? 2 : 0) + (r.HasFlag(Rights.None) ? 4 : 0) + (r.HasFlag(Rights.Top | Rights.Write) ? 8 : 0);
    }

    public static int Flags_of_a_long(long bits) => (((Deep)bits).HasFlag(Deep.High) ? 1 : 0) + (((Deep)bits).HasFlag(Deep.Low) ? 2 : 0);
}
