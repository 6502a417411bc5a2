using Bpf.Compiler.Ir;

namespace Bpf.Fuzz.CSharp;

/// <summary>What the programs compared so far were made of: operators by type, and operations of the SSA form.</summary>
internal sealed class Coverage
{
    /// <summary>Every operator that C# has for integers, as the generator names them.</summary>
    private static readonly string[] s_operators =
    [
        "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "==", "!=", "<", "<=", ">", ">=", "~", "unary +", "unary -", "++", "--",
        "checked +", "checked -", "checked *",
    ];

    private readonly HashSet<(string Operator, string Type)> _operators = [];
    private readonly HashSet<IrOp> _operations = [];

    /// <summary>All pairs of an operator and a type that C# defines.</summary>
    private static IEnumerable<(string Operator, string Type)> Universe =>
    [
        .. from op in s_operators from type in Scalar.All where !(op == "unary -" && type is { Bits: 64, Signed: false }) select (op, type.Name),
        .. from source in Scalar.All from target in Scalar.All where source != target select ("(" + target + ")", source.Name),
    ];

    public void Add(GeneratedProgram program) => _operators.UnionWith(program.Operators);

    public void Add(Function function) => _operations.UnionWith(function.Blocks.SelectMany(b => b.Values).Select(v => v.Op));

    public void Print(TextWriter output)
    {
        Print(output, "operators x types", [.. Universe], _operators.Contains, p => p.Operator + " " + p.Type);
        Print(output, "operations of the SSA form", Enum.GetValues<IrOp>(), _operations.Contains, op => op.ToString());
    }

    private static void Print<T>(TextWriter output, string what, T[] all, Predicate<T> isHit, Func<T, string> name)
    {
        string[] missing = [.. all.Where(x => !isHit(x)).Select(name)];
        string rest = missing.Length == 0 ? "" : "; not: " + string.Join(", ", missing.Take(30));
        output.WriteLine($"{what}: {all.Length - missing.Length} of {all.Length}{rest}");
    }
}
