namespace Bpf.Fuzz.CSharp;

internal sealed partial class ProgramGenerator
{
    private const int DeepestLoop = 2;

    /// <summary>Writes one statement and what is nested in it.</summary>
    /// <param name="mayReturn">What a return statement gives; null where none may stand.</param>
    private void Statement(Scalar? mayReturn = null)
    {
        _statementsLeft--;
        Weighted(
            (8, () => Do(() => Declare(One(Scalar.All)))),
            (2, () => Do(() => { string flag = NewName("v"); Line($"bool {flag} = {Condition(0)};"); _scope.Add(flag, "bool"); })),
            (2, () => Do(() => { ArrayType type = One(ArrayType.All); string name = NewName("v"); Line($"{type.Name} {name} = default;"); _scope.Add(name, type.Name); })),
            (14, () => Do(Assignment)),
            (4, () => Do(ElementAssignment)),
            (4, () => Do(FieldAssignment)),
            (8, () => Do(() => If(mayReturn))),
            (_loopDepth < DeepestLoop ? 5 : 0, () => Do(() => Loop(mayReturn))),
            (3, () => Do(() => Switch(mayReturn))),
            (3, () => Do(MapAccess)),
            (1, () => Do(ByReference)),
            (1, () => Do(() => Local(mayReturn))),
            (1, () => Do(UnionAccess)),
            (2, () => Do(NullableAssignment)),
            (2, () => Do(Tuple)),
            (3, () => Do(DeclareSpan)),
            (3, () => Do(SpanStatement)),
            (_loopDepth < DeepestLoop ? 2 : 0, () => Do(() => ForEach(mayReturn))),
            (1, () => Do(PointerAccess)),
            (_structs.Count > 0 ? 3 : 0, () => Do(CopyAccess)),
            (1, () => Do(() => TryFinally(mayReturn))),
            (1, () => Do(() => JumpAhead(mayReturn))),
            (_loopDepth < DeepestLoop ? 1 : 0, () => Do(Repeat)),
            (_loopDepth == 0 ? 1 : 0, () => Do(ForEachSlot)),
            (mayReturn is null || _loopDepth > 0 ? 0 : 1, () => Do(() => Line($"if ({Condition(1)}) return {Expression(mayReturn!, 1)};"))));
    }

    private static bool Do(Action write)
    {
        write();
        return true;
    }

    private void Declare(Scalar type)
    {
        string name = NewName("v");
        Line($"{type} {name} = {Expression(type, 0)};");
        _scope.Add(name, type.Name);
    }

    private void DeclareStruct(StructType type)
    {
        string name = NewName("s");
        IEnumerable<string> fields = type.Fields.Where(f => Chance(70)).Select(f => (f.Name, Value: FieldValue(f))).Where(f => f.Value is not null).Select(f => f.Name + " = " + f.Value);
        Line($"{type.Name} {name} = new() {{ {string.Join(", ", fields)} }};");
        _scope.Add(name, type.Name);
    }

    private string? FieldValue(Variable field) => field.Type == "bool" ? Condition(1)
        : Array.Find(Scalar.All, s => s.Name == field.Type) is { } scalar ? Expression(scalar, 1) : null;

    private void Assignment()
    {
        Variable[] targets = [.. _scope.Variables.Where(v => v.Writable && Scalar.All.Any(s => s.Name == v.Type))];
        Variable target = One(targets);
        Scalar type = Array.Find(Scalar.All, s => s.Name == target.Type)!;
        Line(Weighted(
            (5, () => $"{target.Name} = {Expression(type, 0)};"),
            (4, () => $"{target.Name} {Noted(One(s_arithmetic), type)}= {Expression(type, 0)};"),
            (1, () => $"{target.Name} {Noted(One(s_division), type)}= {Divisor(type, 0)};"),
            (1, () => $"{target.Name} {Noted(One(s_shifts), type)}= {Expression(Scalar.Int, 1)};"),
            (1, () => $"{target.Name}{Noted(One<string>(["++", "--"]), type)};")));
    }

    private void ElementAssignment()
    {
        Variable[] arrays = [.. _scope.Variables.Where(v => v.Writable && ArrayType.Find(v.Type) is not null)];
        if (arrays.Length == 0) { Assignment(); return; }
        Variable array = One(arrays);
        ArrayType type = ArrayType.Find(array.Type)!;
        Line($"{array.Name}[{Index(type, 0)}] {One<string>(["=", "=", "+=", "^="])} {Expression(type.Element, 0)};");
    }

    private void FieldAssignment()
    {
        Variable[] values = [.. _scope.Variables.Where(v => v.Writable && _structs.Exists(s => s.Name == v.Type))];
        if (values.Length == 0) { Assignment(); return; }
        Variable value = One(values);
        StructType type = _structs.Find(s => s.Name == value.Type)!;
        Variable[] others = [.. values.Where(v => v.Type == value.Type && v != value)];
        Variable[] fields = [.. type.Fields.Where(f => f.Type == "bool" || Scalar.All.Any(s => s.Name == f.Type))];
        string Set(Variable field) => $"{field.Name} = {FieldValue(field)}";
        Line(Weighted(
            (fields.Length == 0 ? 0 : 6, () => $"{value.Name}.{Set(One(fields))};"),
            (others.Length == 0 ? 0 : 2, () => $"{value.Name} = {One(others).Name};"),
            (fields.Length == 0 ? 0 : 2, () => $"{value.Name} = {value.Name} with {{ {Set(One(fields))} }};"),
            (1, () => $"{value.Name} = default;"),
            (1, () => $"{value.Name}.{type.Method}({Expression(type.Parameter, 0)});")));
    }

    private void If(Scalar? mayReturn)
    {
        Line($"if ({Condition(0)})");
        Block(mayReturn);
        if (!Chance(40)) return;
        Line("else");
        Block(mayReturn);
    }

    private void Block(Scalar? mayReturn, string prefix = "", string suffix = "")
    {
        int mark = _scope.Mark;
        Line("{" + prefix);
        for (int n = 1 + _random.Next(3); n > 0 && _statementsLeft > 0; n--) Statement(mayReturn);
        Line(suffix + "}");
        _scope.Leave(mark);
    }

    private void Loop(Scalar? mayReturn)
    {
        string counter = NewName("i");
        int times = 2 + _random.Next(_loopDepth == 0 ? 5 : 2);
        string leave = Chance(25) ? $"if ({Condition(1)}) {One<string>(["break", "continue"])};" : "";
        int mark = _scope.Mark;
        _loopDepth++;
        switch (_random.Next(3))
        {
            case 0:
                _scope.Add(counter, "int", writable: false);
                Line($"for (int {counter} = 0; {counter} < {times}; {counter}++)");
                Block(mayReturn, suffix: leave);
                break;
            case 1:
                Line($"uint {counter} = 0;");
                Line($"while ({counter}++ < {times}u && {Condition(1)})");
                Block(mayReturn, suffix: leave);
                break;
            default:
                Line($"byte {counter} = {times};");
                Line("do");
                Block(mayReturn, suffix: leave);
                Line($"while (--{counter} != 0);");
                break;
        }

        _loopDepth--;
        _scope.Leave(mark);
    }

    private void Switch(Scalar? mayReturn)
    {
        Scalar on = One(Scalar.Wide);
        Line($"switch ({Expression(on, 1)})");
        Line("{");
        int value = _random.Next(3);
        for (int n = 1 + _random.Next(3); n > 0; n--, value += 1 + _random.Next(4))
        {
            Line(Chance(20) ? $"case {value} when {Guard()}:" : $"case {value}:");
            Block(mayReturn);
            Line("break;");
        }

        if (Chance(50))
        {
            Line($"case > {value + 5} and < {value + 500}:");
            Block(mayReturn);
            Line("break;");
        }

        Line("default:");
        Block(mayReturn);
        Line("break;");
        Line("}");
    }

    private void MapAccess()
    {
        string found = NewName("r");
        string key = $"(uint)({Expression(Scalar.UInt, 1)} & 3u)";
        if (Chance(40))
        {
            Line($"if (Slots.TryFind({key}, out Ref<UInts4> {found})) {{ {found}.Value[{Index(ArrayType.Find("UInts4")!, 1)}] ^= {Expression(Scalar.UInt, 1)}; G0 += {found}.Value[{_random.Next(4)}]; }}");
            return;
        }

        string value = Expression(Scalar.ULong, 1);
        Line(Weighted(
            (2, () => $"if (!Table.{One<string>(["TryAdd", "TrySet", "TryUpdate"])}({key}, {value})) G1++;"),
            (4, () => $"if (Table.TryFind({key}, out Ref<ulong> {found})) {{ {found}.Value {One<string>(["=", "+=", "^="])} {value}; G0 ^= {found}.Value; }} else Table.TryAdd({_random.Next(4)}, {Expression(Scalar.ULong, 1)});"),
            (1, () => $"if (Table.Remove({key})) G2 -= 3;")));
    }

    private void ByReference()
    {
        Variable[] pair = [.. _scope.Variables.Where(v => v.Writable && Scalar.All.Any(s => s.Name == v.Type) && !v.Name.StartsWith('G'))];
        if (pair.Length == 0) { Assignment(); return; }
        Variable first = One(pair);
        Variable second = One([.. pair.Where(v => v.Type == first.Type)]);
        if (first.Name.StartsWith('F') || Chance(60)) Line($"Generic.Swap(ref {first.Name}, ref {second.Name});");
        else
        {
            string alias = NewName("z");
            Line($"{{ ref {first.Type} {alias} = ref {first.Name}; {alias}++; {second.Name} += {alias}; }}");
        }
    }

    /// <summary>A local function that captures by reference.</summary>
    private void Local(Scalar? mayReturn)
    {
        // Parameters by reference and fields of structs can't be captured: C#'s rules.
        Variable[] captured = [.. _scope.Variables.Where(v => v.Writable && v.Name.StartsWith('v') && !v.Name.Contains('.') && Scalar.All.Any(s => s.Name == v.Type))];
        if (captured.Length == 0) { If(mayReturn); return; }
        Variable target = One(captured);
        Scalar type = Array.Find(Scalar.All, s => s.Name == target.Type)!;
        string name = NewName("L");
        Line($"{type} {name}({type} x) {{ {target.Name} += x; return ({type})({target.Name} ^ x); }}");
        Line($"G0 += (ulong){name}({Expression(type, 1)}); G0 ^= (ulong){name}({Expression(type, 1)});");
    }

    private void UnionAccess()
    {
        string name = NewName("u");
        Line($"Union {name} = default; {name}.Whole = {Expression(Scalar.ULong, 1)}; {name}.{One<string>(["Low += (uint)", "High ^= (int)", "Third = (byte)"])}{Expression(Scalar.UInt, 1)}; G0 -= {name}.Whole;");
    }
}
