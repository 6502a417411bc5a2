using System.Globalization;
using System.Text;

namespace Bpf.Core;

/// <summary>
/// Makes ELF symbols and BTF names of C# names, and back. ASCII letters, digits and single underscores stand for themselves; anything
/// else becomes <c>__</c> and a code. See docs/decisions/name-mangling.md.
/// </summary>
/// <remarks>
/// The kernel takes <c>[A-Za-z_][A-Za-z0-9_]*</c> as a name of a function, variable or member on every version
/// (<c>btf_name_valid_identifier</c>, kernel/bpf/btf.c). Three underscores in a row never come out: they mark a flavor in CO-RE.
/// </remarks>
public static class SymbolNames
{
    /// <summary>The characters of metadata names that have a letter; others are <c>__x</c> and four hexadecimal digits.</summary>
    private const string Characters = "_.+`<>[],()*& ";
    private const string Codes = "0dnblgsycpqkav";

    /// <summary>The symbol for a C# name.</summary>
    /// <param name="name">A simple name, or one qualified with <c>.</c> and <c>+</c> as metadata has it.</param>
    /// <returns>A name of ASCII letters, digits and underscores.</returns>
    public static string Mangle(string name)
    {
        StringBuilder result = new(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool plain = IsPlain(c) ? !(i == 0 && c is >= '0' and <= '9')
                : c == '_' && (i + 1 == name.Length || IsPlain(name[i + 1]));
            if (plain)
            {
                result.Append(c);
                continue;
            }

            int code = Characters.IndexOf(c);
            if (code >= 0) result.Append("__").Append(Codes[code]);
            else result.Append("__x").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    /// <summary>The C# name of a symbol.</summary>
    /// <param name="symbol">What <see cref="Mangle"/> returned.</param>
    /// <exception cref="BpfFormatException"><see cref="Mangle"/> returns no such symbol.</exception>
    public static string Demangle(string symbol)
    {
        StringBuilder result = new(symbol.Length);
        for (int i = 0; i < symbol.Length; i++)
        {
            if (symbol[i] != '_' || i + 1 == symbol.Length || symbol[i + 1] != '_')
            {
                result.Append(symbol[i]);
                continue;
            }

            int code = i + 2 < symbol.Length ? Codes.IndexOf(symbol[i + 2]) : -1;
            if (code >= 0)
            {
                result.Append(Characters[code]);
                i += 2;
                continue;
            }

            if (i + 7 > symbol.Length || symbol[i + 2] != 'x'
                || !ushort.TryParse(symbol.Substring(i + 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                throw new BpfFormatException($"'{symbol}' is not a mangled name: nothing is written as '{symbol.Substring(i)}'.");
            }

            result.Append((char)unit);
            i += 6;
        }

        return result.ToString();
    }

    private static bool IsPlain(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}
