using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>How messages name a construct nobody has taught the front end: its source, shortened, and the compiler's word for it.</summary>
internal static class ConstructNames
{
    private const int MaxLength = 60;

    public static string Of(IOperation operation) => operation is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } or IRangeOperation
        ? $"'{Shortened(operation.Syntax)}' as a value of its own (it stands within brackets only: 's[{Shortened(operation.Syntax)}]'; in variables keep int)"
        : Of(operation.Syntax, operation.Kind == OperationKind.None ? null : operation.Kind.ToString());

    public static string Of(SyntaxNode syntax, string? kind)
    {
        return "'" + Shortened(syntax) + "' (" + Words(kind ?? syntax.Kind().ToString()) + ")";
    }

    /// <summary>The first line of a node's source, cut where it is long.</summary>
    public static string Shortened(SyntaxNode syntax)
    {
        string text = syntax.ToString();
        int end = text.IndexOf('\n');
        if (end >= 0) text = text.Substring(0, end).TrimEnd();
        return text.Length > MaxLength ? text.Substring(0, MaxLength) + "..." : text;
    }

    private static string Words(string pascal)
    {
        StringBuilder words = new();
        foreach (char c in pascal)
        {
            if (char.IsUpper(c) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
