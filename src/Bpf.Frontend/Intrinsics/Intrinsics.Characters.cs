using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Intrinsics;

/// <summary>The classes of ASCII characters that <c>char</c> knows: ranges, each a difference and one comparison.</summary>
internal static partial class IntrinsicTable
{
    private static void AddCharacters()
    {
        Class("IsAscii", ('\0', '\x7f'));
        Class("IsAsciiDigit", ('0', '9'));
        Class("IsAsciiLetterLower", ('a', 'z'));
        Class("IsAsciiLetterUpper", ('A', 'Z'));
        Class("IsAsciiLetter", ('A', 'Z'), ('a', 'z'));
        Class("IsAsciiLetterOrDigit", ('0', '9'), ('A', 'Z'), ('a', 'z'));
        Class("IsAsciiHexDigit", ('0', '9'), ('A', 'F'), ('a', 'f'));
        Class("IsAsciiHexDigitLower", ('0', '9'), ('a', 'f'));
        Class("IsAsciiHexDigitUpper", ('0', '9'), ('A', 'F'));
        Row("M:System.Char.IsBetween(System.Char,System.Char,System.Char)", c =>
        {
            // As .NET does it: the wrapped difference of the bounds, too.
            Value value = c.Value(0), from = c.Value(1), to = c.Value(2);
            return c.Bool(c.B.Compare(IrOp.LeU, c.B.Binary(IrOp.Sub, value, from), c.B.Binary(IrOp.Sub, to, from)));
        });
    }

    private static void Class(string name, params (char From, char To)[] ranges) => Row($"M:System.Char.{name}(System.Char)", c =>
    {
        Value character = c.Value(0);
        return c.Bool(ranges
            .Select(range => c.B.Compare(IrOp.LeU, c.B.Binary(IrOp.Sub, character, c.B.I32(range.From)), c.B.I32(range.To - range.From)))
            .Aggregate((one, other) => c.B.Binary(IrOp.Or, one, other)));
    });
}
