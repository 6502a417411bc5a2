namespace Bpf.Fuzz.CSharp;

internal sealed partial class ProgramGenerator
{
    private void Struct()
    {
        string name = NewName("S");
        List<Variable> fields = [];
        for (int n = 1 + _random.Next(4); n > 0; n--)
        {
            string type = _structs.Count > 0 && Chance(15) ? One(_structs).Name : Chance(10) ? "bool" : Chance(10) ? One(ArrayType.All).Name : One(Scalar.All).Name;
            fields.Add(new(NewName("F"), type, true));
        }

        bool isRecord = Chance(20);
        Line($"public {(isRecord ? "record struct" : "struct")} {name}");
        Line("{");
        foreach (Variable field in fields) Line($"public {field.Type} {field.Name};");
        _scope = new();
        foreach (Variable field in fields) _scope.Add(field.Name, field.Type);
        List<Variable> held = _structs.Count > 0 && Chance(60) ? [new(NewName("A"), One(_structs).Name, false)] : [];
        foreach (Variable property in held) Line($"public {property.Type} {property.Name} {{ get; set; }}");
        StructType made = new(name, fields, held, isRecord, One(Scalar.All), One(Scalar.All), NewName("M"), NewName("X"));
        int mark = _scope.Mark;
        _scope.Add("x", made.Parameter.Name);
        Line($"public {made.Result} {made.Method}({made.Parameter} x)");
        Line("{ unchecked {");
        _statementsLeft = 1 + _random.Next(3);
        while (_statementsLeft > 0) Statement();
        Line($"return {Expression(made.Result, 0)};");
        Line("} }");
        _scope.Leave(mark);
        Line($"public readonly {made.Result} {made.Property} => unchecked({Reading(() => Expression(made.Result, 1))});");
        Copiers(made);
        Line("}");
        _structs.Add(made);
    }

    /// <summary>Writes an expression in which nothing in sight may be changed.</summary>
    private string Reading(Func<string> expression)
    {
        Scope before = _scope;
        _scope = new();
        foreach (Variable variable in before.Variables) _scope.Add(variable with { Writable = false });
        string text = expression();
        _scope = before;
        return text;
    }

    private void HelperMethod()
    {
        string name = NewName("H");
        Scalar result = One(Scalar.All);
        List<(string Modifier, Scalar Type)> parameters = [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => (One<string>(["", "", "", "ref ", "in ", "out "]), One(Scalar.All)))];
        _scope = new();
        AddGlobals();
        string list = string.Join(", ", parameters.Select((p, i) => $"{p.Modifier}{p.Type} p{i}"));
        if (Chance(25)) Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        else if (Chance(15)) Line("[GlobalFunction]");
        Line($"static {result} {name}({list})");
        Line("{ unchecked {");
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Modifier == "out ") Line($"p{i} = {Expression(parameters[i].Type, 1)};");
            _scope.Add("p" + i, parameters[i].Type.Name, parameters[i].Modifier != "in ");
        }

        _statementsLeft = 2 + _random.Next(4);
        while (_statementsLeft > 0) Statement(mayReturn: result);
        Line($"return {Expression(result, 0)};");
        Line("} }");
        _helpers.Add(new(name, result, parameters));
    }

    private sealed record StructType(
        string Name, IReadOnlyList<Variable> Fields, IReadOnlyList<Variable> Held, bool IsRecord, Scalar Parameter, Scalar Result, string Method, string Property);

    private sealed record Helper(string Name, Scalar Result, IReadOnlyList<(string Modifier, Scalar Type)> Parameters);

    /// <summary>The inline arrays of the prelude.</summary>
    private sealed record ArrayType(string Name, Scalar Element, int Length)
    {
        public static readonly ArrayType[] All =
        [
            new("Bytes4", Scalar.All[1], 4), new("Shorts8", Scalar.All[2], 8), new("UInts4", Scalar.UInt, 4), new("Longs2", Scalar.Long, 2),
        ];

        public static ArrayType? Find(string name) => Array.Find(All, a => a.Name == name);
    }
}
