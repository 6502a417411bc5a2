using System.Text;

namespace Bpf.Fuzz.CSharp;

/// <summary>
/// Writes random programs that are valid C# and that eBPF could carry: every loop ends, every call is to what was written before. Whether an
/// index is in range or a divisor is not zero is left to chance: the program's fault exit stands for what C# throws.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private const int MostHelpers = 3;
    private const int MostStructs = 2;
    private const int MaxDepth = 3;

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly HashSet<(string, string)> _operators = [];
    private readonly List<StructType> _structs = [];
    private readonly List<Helper> _helpers = [];
    private Scope _scope = new();
    private int _names;
    private int _loopDepth;
    private int _statementsLeft;

    private ProgramGenerator(int seed) => _random = new(seed);

    /// <summary>Writes a program.</summary>
    /// <param name="seed">Equal seeds give equal programs.</param>
    public static GeneratedProgram Generate(int seed)
    {
        ProgramGenerator generator = new(seed);
        string name = "P" + (uint)seed;
        generator.Class(name);
        return new(seed, name, generator._text.ToString(), generator._operators);
    }

    private void Class(string name)
    {
        Line($"[BpfObject(License = \"GPL\")] public static unsafe partial class {name}");
        Line("{");
        Line("static ulong G0; static int G1; static short G2;");
        Line("static readonly HashMap<uint, ulong> Table = new(maxEntries: 8);");
        Line("static readonly ArrayMap<UInts4> Slots = new(maxEntries: 4);");
        for (int n = _random.Next(MostStructs + 1); n > 0; n--) Struct();
        for (int n = _random.Next(MostHelpers + 1); n > 0; n--) HelperMethod();
        Body();
        Line("""
            [Xdp] [OnFault(XdpAction.Drop)] static XdpAction Run(XdpContext ctx)
            {
                if (!ctx.TryRef(0, out Ref<Frame> f)) return XdpAction.Aborted;
                f.Value.Result = Body(f.Value.A, f.Value.B, f.Value.C);
                return XdpAction.Pass;
            }
            }
            """);
    }

    private void Body()
    {
        _scope = new();
        _statementsLeft = 5 + _random.Next(10);
        Line("public static ulong Body(ulong a, ulong b, ulong c)");
        Line("{ unchecked {");
        Line("G0 = a ^ c; G1 = (int)b; G2 = (short)(a >> 16);");
        // Maps outlive a run: what a run sees of them must be its own.
        Line("for (uint k = 0; k < 4; k++) { Table.Remove(k); if (Slots.TryFind(k, out Ref<UInts4> slot)) slot.Value = default; }");
        foreach (string parameter in (string[])["a", "b", "c"]) _scope.Add(parameter, "ulong");
        AddGlobals();
        foreach (Scalar type in Choose(Scalar.All, 4)) Declare(type);
        foreach (StructType type in _structs) DeclareStruct(type);
        while (_statementsLeft > 0) Statement();
        Line("ulong h = 17;");
        foreach (Variable variable in _scope.Variables)
            foreach (string value in Values(variable)) Line($"h = h * 31 + {value};");
        Line("return h;");
        Line("} }");
    }

    private void AddGlobals()
    {
        _scope.Add("G0", "ulong");
        _scope.Add("G1", "int");
        _scope.Add("G2", "short");
    }

    /// <summary>What a variable holds, as terms of type ulong.</summary>
    private IEnumerable<string> Values(Variable variable)
    {
        if (variable.Type == "bool") return [$"({variable.Name} ? 1UL : 0UL)"];
        if (Scalar.All.Any(s => s.Name == variable.Type)) return [$"(ulong){variable.Name}"];
        if (_structs.Find(s => s.Name == variable.Type) is { } type) return type.Fields.Concat(type.Held).SelectMany(f => Values(f with { Name = variable.Name + "." + f.Name }));
        if (variable is SpanVariable span) return Enumerable.Range(0, span.Length).Select(i => $"(ulong){span.Name}[{i}]");
        if (ArrayType.Find(variable.Type) is { } array) return Enumerable.Range(0, array.Length).Select(i => $"(ulong){variable.Name}[{i}]");
        return HeldBy(variable) is null ? [$"(ulong){variable.Name}"] : [$"({variable.Name}.HasValue ? 1UL : 0UL)", $"(ulong){variable.Name}.GetValueOrDefault()"];
    }

    private void Line(string text) => _text.Append(text).Append('\n');

    private string NewName(string prefix) => prefix + _names++;

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T One<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private IEnumerable<T> Choose<T>(IReadOnlyList<T> list, int count) => Enumerable.Range(0, count).Select(_ => One(list));

    /// <summary>Runs one of several, each as often as its weight says.</summary>
    private T Weighted<T>(params ReadOnlySpan<(int Weight, Func<T> Make)> choices)
    {
        int total = 0;
        foreach ((int weight, _) in choices) total += weight;
        int at = _random.Next(total);
        foreach ((int weight, Func<T> make) in choices)
        {
            if ((at -= weight) < 0) return make();
        }

        throw new InvalidOperationException("Nothing to choose from.");
    }
}
