using System.Collections.Immutable;
using System.Globalization;

namespace Bpf.Core.Isa;

/// <summary>Reads operands off a line's tokens. A method that returns false has taken nothing that matters: the line is given up.</summary>
internal struct ListingCursor(ImmutableArray<string> tokens, int at)
{
    private int _at = at;

    public readonly string? Peek => _at < tokens.Length ? tokens[_at] : null;

    public readonly bool AtEnd => _at == tokens.Length;

    public bool Take(string token)
    {
        if (Peek != token)
            return false;
        _at++;
        return true;
    }

    /// <summary>A register; one already known from the same line must be the same.</summary>
    public bool TakeRegister(char prefix, ref int register)
    {
        if (Peek is not { Length: 2 or 3 } token || token[0] != prefix
            || !int.TryParse(token[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number > 15 || (register >= 0 && register != number))
            return false;
        register = number;
        _at++;
        return true;
    }

    /// <summary>Nothing, or a sign and a 16-bit number.</summary>
    public bool TakeOffset(out int offset)
    {
        offset = 0;
        return Peek is not ("+" or "-")
            || (TakeNumber(out bool negative, out ulong magnitude) && Fit(negative, magnitude, short.MinValue, short.MaxValue, out offset));
    }

    /// <summary><c>pc</c> or not, a sign, a number.</summary>
    public bool TakeDistance(out int distance, int min, int max)
    {
        int start = _at;
        Take("pc");
        distance = 0;
        if (Peek is "+" or "-" && TakeNumber(out bool negative, out ulong magnitude)
            && Fit(negative, magnitude, min, max, out distance))
            return true;
        _at = start;
        return false;
    }

    /// <summary>A 32-bit number, signed or unsigned.</summary>
    public bool TakeInt32(out int value)
    {
        value = 0;
        if (!TakeNumber(out bool negative, out ulong magnitude))
            return false;
        if (!negative && magnitude <= uint.MaxValue)
        {
            value = (int)(uint)magnitude;
            return true;
        }

        return Fit(negative, magnitude, int.MinValue, int.MaxValue, out value);
    }

    public bool TakeUInt16(out int value)
    {
        value = 0;
        return TakeNumber(out bool negative, out ulong magnitude) && Fit(negative, magnitude, 0, ushort.MaxValue, out value);
    }

    public bool TakeInt64(out ulong value)
    {
        value = 0;
        if (!TakeNumber(out bool negative, out ulong magnitude) || (negative && magnitude > 1UL << 63))
            return false;
        value = negative ? 0 - magnitude : magnitude;
        return true;
    }

    private static bool Fit(bool negative, ulong magnitude, int min, int max, out int value)
    {
        long signed = negative ? -(long)magnitude : (long)magnitude;
        value = (int)signed;
        return magnitude <= 1UL << 32 && signed >= min && signed <= max;
    }

    private bool TakeNumber(out bool negative, out ulong magnitude)
    {
        int start = _at;
        negative = Take("-");
        if (!negative)
            Take("+");

        bool isHex = Peek is ['0', 'x' or 'X', ..];
        string? digits = isHex ? Peek![2..] : Peek;
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out magnitude))
        {
            _at++;
            return true;
        }

        _at = start;
        return false;
    }
}
