using System.Text;

namespace Bpf.Differential.Tests;

/// <summary>One method for each operator and type, and for each conversion: too many to write by hand.</summary>
internal static class OperatorCorpus
{
    private static readonly string[] s_types = ["sbyte", "byte", "short", "ushort", "char", "int", "uint", "long", "ulong", "nint", "nuint"];

    private static readonly (string Name, string Sign)[] s_binary =
    [
        ("Add", "+"), ("Sub", "-"), ("Mul", "*"), ("Div", "/"), ("Rem", "%"), ("And", "&"), ("Or", "|"), ("Xor", "^"),
        ("Eq", "=="), ("Ne", "!="), ("Lt", "<"), ("Le", "<="), ("Gt", ">"), ("Ge", ">="),
    ];

    private static readonly (string Name, string Sign)[] s_shifts = [("Shl", "<<"), ("Shr", ">>"), ("Ushr", ">>>")];

    public static string Text()
    {
        StringBuilder text = new("namespace Corpus;\n");
        Class(text, "Binary", t => s_binary.SelectMany(op => new[]
        {
            Method(op.Name, t, $"{t} a, {t} b", $"a {op.Sign} b"),
            Method(op.Name + "Const", t, $"{t} a", $"a {op.Sign} ({t})7"),
        }));
        Class(text, "Shifts", t => s_shifts.SelectMany(op => new[]
        {
            Method(op.Name, t, $"{t} a, int b", $"a {op.Sign} b"),
            Method(op.Name + "Const", t, $"{t} a", $"a {op.Sign} 13"),
            Method(op.Name + "Compound", t, $"{t} a, int b", $"a {op.Sign}= b"),
            CheckedMethod(op.Name + "Compound", t, $"{t} a, int b", $"a {op.Sign}= b"),
        }));
        Class(text, "Compounds", t => s_binary.Take(8).SelectMany(op => new[]
        {
            Method(op.Name, t, $"{t} a, {t} b", $"a {op.Sign}= b"),
            CheckedMethod(op.Name, t, $"{t} a, {t} b", $"a {op.Sign}= b"),
        }));
        Class(text, "Checked", t => s_binary.Take(5).Select(op => CheckedMethod(op.Name, t, $"{t} a, {t} b", $"a {op.Sign} b")));
        Class(text, "Unary", t => new[]
        {
            Method("Plus", t, $"{t} a", "+a"),
            Method("Not", t, $"{t} a", "~a"),
            Method("Increment", t, $"{t} a", "++a"),
            Method("Decrement", t, $"{t} a", "a--"),
            CheckedMethod("Increment", t, $"{t} a", "++a"),
            CheckedMethod("Decrement", t, $"{t} a", "--a"),
            t is "ulong" or "nuint" ? "" : Method("Minus", t, $"{t} a", "-a"),
            t is "ulong" or "nuint" ? "" : CheckedMethod("Minus", t, $"{t} a", "-a"),
        });
        Class(text, "Conversions", t => s_types.SelectMany(u => new[]
        {
            $"public static {u} {t}To{u}({t} a) => unchecked(({u})a);",
            $"public static {u} Checked{t}To{u}({t} a) => checked(({u})a);",
        }));
        return text.ToString();
    }

    private static void Class(StringBuilder text, string name, Func<string, IEnumerable<string>> methods)
    {
        text.Append("public static class ").Append(name).Append("\n{\n");
        foreach (string type in s_types)
            foreach (string method in methods(type).Where(m => m.Length > 0)) text.Append("    ").Append(method).Append('\n');
        text.Append("}\n");
    }

    private static string Method(string name, string type, string parameters, string expression) =>
        $"public static {Result(expression)} {name}_{type}({parameters}) => unchecked({Widened(expression)});";

    private static string CheckedMethod(string name, string type, string parameters, string expression) =>
        $"public static {Result(expression)} Checked{name}_{type}({parameters}) => checked({Widened(expression)});";

    private static bool IsComparison(string expression) => s_binary.Skip(8).Any(op => expression.Contains(" " + op.Sign + " "));

    private static string Result(string expression) => IsComparison(expression) ? "bool" : "ulong";

    /// <summary>The bits of whatever type C# gives the expression, without a check of its own.</summary>
    private static string Widened(string expression) => IsComparison(expression) ? expression : $"Bits64.Of({expression})";
}
