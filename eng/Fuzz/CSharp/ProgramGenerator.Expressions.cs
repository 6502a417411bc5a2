using System.Globalization;

namespace Bpf.Fuzz.CSharp;

internal sealed partial class ProgramGenerator
{
    private static readonly string[] s_arithmetic = ["+", "-", "*", "&", "|", "^"];
    private static readonly string[] s_division = ["/", "%"];
    private static readonly string[] s_shifts = ["<<", ">>", ">>>"];
    private static readonly string[] s_comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <summary>Writes an expression of exactly that type, in parentheses where it needs some.</summary>
    private string Expression(Scalar type, int depth)
    {
        if (depth >= MaxDepth) return Chance(30) ? Literal(type) : Read(type);
        string A() => Expression(type, depth + 1);
        return Weighted(
            (3, () => Literal(type)),
            (10, () => Read(type)),
            (16, () => Binary(type, One(s_arithmetic), A(), A())),
            (4, () => Binary(type, One(s_division), A(), Divisor(type, depth + 1))),
            (6, () => Binary(type, One(s_shifts), A(), Chance(40) ? _random.Next(70).ToString(CultureInfo.InvariantCulture) : Expression(Scalar.Int, depth + 1))),
            (5, () => Unary(type, depth)),
            (8, () => Conversion(type, One(Scalar.All), depth)),
            (4, () => $"({Condition(depth + 1)} ? {A()} : {A()})"),
            (2, () => SwitchExpression(type, depth)),
            (3, () => Checked(type, depth)),
            (4, () => Change(type, depth)),
            (4, () => Call(type, depth)),
            (3, () => Library(type, depth)),
            (2, () => Member(type, depth)),
            (2, () => Element(type, depth)),
            (3, () => SpanValue(type, depth)),
            (1, () => Enumeration(type, depth)),
            (1, () => Swapped(type, depth)),
            (2, () => Unwrapped(type, depth)),
            (1, () => $"({type})({Condition(depth + 1)} ? 1 : 0)"));
    }

    private string Binary(Scalar type, string op, string left, string right) => $"({type})({left} {Noted(op, type)} {right})";

    /// <summary>An operator, noted as used on that type.</summary>
    private string Noted(string op, Scalar type)
    {
        _operators.Add((op, type.Name));
        return op;
    }

    /// <summary>Notes that a value of one type is converted to another.</summary>
    private void NoteConversion(Scalar source, Scalar target)
    {
        if (source != target) _operators.Add(("(" + target + ")", source.Name));
    }

    private string Divisor(Scalar type, int depth) => Chance(20) ? Expression(type, depth)
        : Chance(40) ? Literal(type, notZero: true) : Binary(type, "|", Expression(type, depth), $"({type})1");

    private string Unary(Scalar type, int depth)
    {
        string op = type is { Bits: 64, Signed: false } ? One<string>(["~", "+"]) : One<string>(["~", "+", "-"]);
        Noted(op == "~" ? op : "unary " + op, type);
        return $"({type})({op}{Expression(type, depth + 1)})";
    }

    private string Conversion(Scalar type, Scalar source, int depth)
    {
        NoteConversion(source, type);
        return $"(({type}){Expression(source, depth + 1)})";
    }

    /// <summary>Checked arithmetic; one operand is a variable, since C# itself refuses constants that overflow.</summary>
    private string Checked(Scalar type, int depth)
    {
        if (_scope.Variables.FirstOrDefault(v => v.Type == type.Name) is not { } variable) return Read(type);
        if (Chance(10)) return $"checked(({type})((Level){variable.Name} {One<string>(["+", "-"])} {_random.Next(100)}))";
        string op = One<string>(["+", "-", "*"]);
        Noted("checked " + op, type);
        return $"checked(({type})({variable.Name} {op} {(Chance(60) ? Literal(type) : Expression(type, depth + 1))}))";
    }

    private string SwitchExpression(Scalar type, int depth)
    {
        Scalar on = One(Scalar.All);
        int low = _random.Next(10), high = low + 3 + _random.Next(50);
        string Constant(int value) => on.Name is "nint" or "nuint" or "char" ? $"({on}){value}" : value.ToString(CultureInfo.InvariantCulture);
        string A() => Expression(type, depth + 1);
        // C# refuses arms that it knows can't be reached: neither the value nor the guard may be constant.
        return $"({Read(on)} switch {{ {Constant(high)} => {A()}, >= {Constant(low)} and < {Constant(high)} => {A()}, "
            + $"{Constant(high + 1)} or {Constant(high + 7)} => {A()}, _ when {Guard()} => {A()}, _ => {A()} }})";
    }

    /// <summary>An expression that changes a variable as it is read: the order of evaluation shows.</summary>
    private string Change(Scalar type, int depth)
    {
        Variable[] variables = [.. _scope.Variables.Where(v => v.Writable && v.Type == type.Name)];
        if (variables.Length == 0) return Read(type);
        string name = One(variables).Name;
        string step = One<string>(["++", "--"]);
        return Weighted(
            (3, () => $"({name}{Noted(step, type)})"),
            (3, () => $"({Noted(step, type)}{name})"),
            (2, () => $"({name} = {Expression(type, depth + 1)})"),
            (2, () => $"({name} {Noted(One(s_arithmetic), type)}= {Expression(type, depth + 1)})"),
            (1, () => $"({name} {Noted(One(s_shifts), type)}= {_random.Next(40)})"));
    }

    private string Call(Scalar type, int depth)
    {
        Helper[] helpers = [.. _helpers.Where(h => h.Result == type)];
        if (helpers.Length == 0)
        {
            if (_helpers.Count == 0 || Chance(50)) return $"Generic.Pick({Condition(depth + 1)}, {Expression(type, depth + 1)}, {Expression(type, depth + 1)})";
            Helper any = One(_helpers);
            NoteConversion(any.Result, type);
            return $"({type}){CallOf(any, depth)}";
        }

        return CallOf(One(helpers), depth);
    }

    private string CallOf(Helper helper, int depth)
    {
        List<string> arguments = [];
        foreach ((string modifier, Scalar type) in helper.Parameters)
        {
            Variable[] variables = [.. _scope.Variables.Where(v => v.Writable && v.Type == type.Name)];
            if (modifier is "" or "in ") arguments.Add(Expression(type, depth + 1));
            else if (modifier == "out " && (variables.Length == 0 || Chance(30))) arguments.Add("out _");
            else if (variables.Length > 0) arguments.Add(modifier + One(variables).Name);
            else return Literal(helper.Result);
        }

        return $"{helper.Name}({string.Join(", ", arguments)})";
    }

    private string Library(Scalar type, int depth)
    {
        string A() => Expression(type, depth + 1);
        if (!Scalar.Wide.Contains(type)) return $"({type})Math.{One<string>(["Min", "Max"])}({Cast(type, Scalar.Long, A())}, {Cast(type, Scalar.Long, A())})";
        Variable[] variables = [.. _scope.Variables.Where(v => v.Writable && v.Type == type.Name && !v.Name.StartsWith('G'))];
        if (variables.Length > 0 && Chance(40))
        {
            string target = One(variables).Name;
            return One<Func<string>>([
                () => $"Interlocked.Add(ref {target}, {A()})", () => $"Interlocked.Increment(ref {target})", () => $"Interlocked.Decrement(ref {target})",
                () => $"Interlocked.Or(ref {target}, {A()})", () => $"Interlocked.And(ref {target}, {A()})",
                () => $"Interlocked.Exchange(ref {target}, {A()})", () => $"Interlocked.CompareExchange(ref {target}, {A()}, {A()})"])();
        }

        string bits = type.Bits == 32 ? "uint" : "ulong";
        return One<Func<string>>([
            () => $"Math.Min({A()}, {A()})", () => $"Math.Max({A()}, {A()})",
            () => $"({type})BitOperations.{One<string>(["PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2"])}(({bits}){A()})",
            () => $"({type})BitOperations.{One<string>(["RotateLeft", "RotateRight"])}(({bits}){A()}, {Expression(Scalar.Int, depth + 1)})",
            () => $"BinaryPrimitives.ReverseEndianness({A()})"])();
    }

    private static string Cast(Scalar from, Scalar to, string text) => from == to ? text : $"({to}){text}";

    private string Member(Scalar type, int depth)
    {
        Variable[] values = [.. _scope.Variables.Where(v => _structs.Exists(s => s.Name == v.Type))];
        if (values.Length == 0) return Read(type);
        Variable value = One(values);
        StructType of = _structs.Find(s => s.Name == value.Type)!;
        string text = value.Writable && Chance(50) ? $"{value.Name}.{of.Method}({Expression(of.Parameter, depth + 1)})" : $"{value.Name}.{of.Property}";
        NoteConversion(of.Result, type);
        return $"({type}){text}";
    }

    private string Element(Scalar type, int depth)
    {
        Variable[] arrays = [.. _scope.Variables.Where(v => ArrayType.Find(v.Type) is not null)];
        if (arrays.Length == 0) return Read(type);
        Variable array = One(arrays);
        return $"({type}){array.Name}[{Index(ArrayType.Find(array.Type)!, depth)}]";
    }

    private string Index(ArrayType array, int depth) => Weighted(
        (4, () => _random.Next(array.Length).ToString(CultureInfo.InvariantCulture)),
        (5, () => $"{Expression(Scalar.Int, depth + 1)} & {array.Length - 1}"),
        (1, () => $"(int)({Expression(Scalar.UInt, depth + 1)} % {array.Length + _random.Next(2)}u)"));

    private string Enumeration(Scalar type, int depth) => One<Func<string>>([
        () => $"({type})((Color){Expression(type, depth + 1)} | Color.Green)",
        () => $"({type})((Level){Expression(type, depth + 1)} + {_random.Next(9)})",
        () => $"({type})(((Rights){Expression(type, depth + 1)} ^ Rights.Own) & ~Rights.Write)",
        () => $"({type})((Level){Expression(type, depth + 1)} switch {{ Level.Low => 1, Level.High => 2, _ => 3 }})"])();

    /// <summary>Through the big-endian types.</summary>
    private string Swapped(Scalar type, int depth) => One<Func<string>>([
        () => $"({type})(ushort)(UInt16BE)(ushort){Expression(type, depth + 1)}",
        () => $"({type})((uint)(UInt32BE)(uint){Expression(type, depth + 1)} + 1u)",
        () => $"({type})((UInt32BE)(uint){Expression(type, depth + 1)}).Raw"])();

    private string Condition(int depth)
    {
        if (depth >= MaxDepth + 1) return Chance(50) ? "true" : "false";
        Scalar type = One(Scalar.All);
        Variable[] flags = [.. _scope.Variables.Where(v => v.Type == "bool")];
        return Weighted(
            (12, () => $"({Expression(type, depth + 1)} {Noted(One(s_comparisons), type)} {Expression(type, depth + 1)})"),
            (3, () => $"({Condition(depth + 1)} {One<string>(["&&", "||"])} {Condition(depth + 1)})"),
            (1, () => $"({Condition(depth + 1)} {One<string>(["&", "|", "^", "==", "!="])} {Condition(depth + 1)})"),
            (1, () => "!" + Condition(depth + 1)),
            (1, () => NullableCondition(depth)),
            (1, () => SpanCondition(depth)),
            (1, () => $"({Expression(Scalar.Int, depth + 1)} is > {_random.Next(10)} and not 77 or {-1 - _random.Next(9)})"),
            (1, () => $"({Expression(Scalar.UInt, depth + 1)} is var {NewName("q")} && {Condition(depth + 1)})"),
            (flags.Length == 0 ? 0 : 2, () => One(flags).Name));
    }

    private string Guard() => $"{Read(Scalar.Int)} {Noted(One(s_comparisons), Scalar.Int)} {Literal(Scalar.Int)}";

    /// <summary>A variable as that type, converted where there is none of it.</summary>
    private string Read(Scalar type)
    {
        Variable[] exact = [.. _scope.Variables.Where(v => v.Type == type.Name)];
        if (exact.Length > 0 && Chance(80)) return One(exact).Name;
        (Variable Variable, Scalar Type)[] scalars = [.. _scope.Variables.Select(v => (v, Array.Find(Scalar.All, s => s.Name == v.Type)!)).Where(p => p.Item2 is not null)];
        if (scalars.Length == 0) return Literal(type);
        (Variable variable, Scalar source) = One(scalars);
        NoteConversion(source, type);
        return $"(({type}){variable.Name})";
    }

    private string Literal(Scalar type, bool notZero = false)
    {
        UInt128 mask = (UInt128.One << type.Bits) - 1;
        UInt128 top = UInt128.One << (type.Bits - 1);
        UInt128 bits = Weighted<UInt128>(
            (6, () => (UInt128)_random.Next(10)), (2, () => top - 1), (2, () => top), (2, () => mask), (2, () => mask - (UInt128)_random.Next(10)),
            (2, () => UInt128.One << _random.Next(type.Bits)), (3, () => (UInt128)(ulong)_random.NextInt64())) & mask;
        if (notZero && bits == 0) bits = 3;
        Int128 value = type.Signed && bits >= top ? (Int128)bits - (Int128)mask - 1 : (Int128)bits;
        string text = value.ToString(CultureInfo.InvariantCulture);
        return type.Name switch
        {
            "long" when value == long.MinValue => "long.MinValue",
            "int" when value == int.MinValue => "int.MinValue",
            "nint" when value == long.MinValue => "((nint)long.MinValue)",
            "int" => value < 0 ? $"({text})" : text,
            "uint" => text + "u",
            "long" => value < 0 ? $"({text}L)" : text + "L",
            "ulong" => text + "UL",
            "nint" => $"((nint)({text}L))",
            "nuint" => $"((nuint){text}UL)",
            _ => $"(({type})({text}))",
        };
    }
}
