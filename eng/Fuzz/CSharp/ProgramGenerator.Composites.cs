namespace Bpf.Fuzz.CSharp;

/// <summary>Nullable values and tuples: types that C# makes of others.</summary>
internal sealed partial class ProgramGenerator
{
    private static Scalar? HeldBy(Variable variable) => Array.Find(Scalar.All, s => s.Name + "?" == variable.Type);

    private void DeclareNullable()
    {
        Scalar type = One(Scalar.All);
        string name = NewName("n");
        Line($"{type}? {name} = {Nullable(type, 0)};");
        _scope.Add(name, type + "?");
    }

    /// <summary>An expression of type T?.</summary>
    private string Nullable(Scalar type, int depth)
    {
        Variable[] same = [.. _scope.Variables.Where(v => v.Type == type + "?")];
        string A() => Expression(type, depth + 1);
        string N() => same.Length == 0 ? $"({type}?){A()}" : One(same).Name;
        return Weighted(
            (3, () => $"({type}?){A()}"),
            (2, () => $"({Condition(depth + 1)} ? {A()} : ({type}?)null)"),
            (2, N),
            (3, () => $"({type}?)({N()} {Noted(One(s_arithmetic), type)} {A()})"),
            (1, () => $"({type}?)(~{N()})"),
            (1, () => $"({N()} ?? {Nullable(type, depth + 2)})"));
    }

    /// <summary>A nullable's value as a number, in one of the ways there are.</summary>
    private string Unwrapped(Scalar type, int depth)
    {
        Variable[] nullables = [.. _scope.Variables.Where(v => HeldBy(v) is not null)];
        if (nullables.Length == 0) return Read(type);
        Variable nullable = One(nullables);
        Scalar held = HeldBy(nullable)!;
        NoteConversion(held, type);
        string n = nullable.Name, q = NewName("q");
        return $"({type})" + Weighted(
            (4, () => $"({n} ?? {Expression(held, depth + 1)})"),
            (2, () => $"{n}.GetValueOrDefault()"),
            (1, () => $"{n}.GetValueOrDefault({Expression(held, depth + 1)})"),
            (1, () => $"{n}.Value"),
            (2, () => $"({n}.HasValue ? {n}.Value : {Expression(held, depth + 1)})"),
            (2, () => $"({n} is {{ }} {q} ? {q} : {Expression(held, depth + 1)})"));
    }

    private string NullableCondition(int depth)
    {
        Variable[] nullables = [.. _scope.Variables.Where(v => HeldBy(v) is not null)];
        if (nullables.Length == 0) return Condition(depth);
        Variable nullable = One(nullables);
        Scalar held = HeldBy(nullable)!;
        return One<Func<string>>([
            () => $"{nullable.Name}.HasValue", () => $"({nullable.Name} is null)", () => $"({nullable.Name} != null)",
            () => $"({nullable.Name} {One(s_comparisons)} {Nullable(held, depth + 1)})", () => $"({nullable.Name} is > ({held}){_random.Next(50)})"])();
    }

    private void NullableAssignment()
    {
        Variable[] nullables = [.. _scope.Variables.Where(v => v.Writable && HeldBy(v) is not null)];
        if (nullables.Length == 0)
        {
            DeclareNullable();
            return;
        }

        Variable target = One(nullables);
        Scalar held = HeldBy(target)!;
        Line(Weighted(
            (3, () => $"{target.Name} = {Nullable(held, 0)};"),
            (1, () => $"{target.Name} = null;"),
            (2, () => $"{target.Name} ??= {Expression(held, 0)};"),
            (2, () => $"{target.Name} {One(s_arithmetic)}= {Expression(held, 0)};"),
            (1, () => $"{target.Name}{One<string>(["++", "--"])};")));
    }

    /// <summary>An element of compared tuples: none that C# converts, checked, only when its turn to be compared comes.</summary>
    private string Eager(Scalar type) => Expression(type, 1) is var text && text.Contains("checked", StringComparison.Ordinal) ? Read(type) : text;

    private void Tuple()
    {
        (Scalar first, Scalar second) = (One(Scalar.All), One(Scalar.All));
        Variable[] targets = [.. _scope.Variables.Where(v => v.Writable && v.Type == first.Name)];
        string name = NewName("t");
        switch (_random.Next(4))
        {
            case 0 when targets.Length > 1:
                (string x, string y) = (One(targets).Name, One(targets).Name);
                Line($"({x}, {y}) = ({Expression(first, 1)}, {Expression(first, 1)});");
                break;
            case 1:
                string left = NewName("v"), right = NewName("v");
                Line($"({first} {left}, var {right}) = ({Expression(first, 1)}, {Expression(second, 1)});");
                _scope.Add(left, first.Name);
                _scope.Add(right, second.Name);
                break;
            case 2:
                Line($"if (({Eager(first)}, {Eager(second)}) {One<string>(["==", "!="])} ({Eager(first)}, {Eager(second)})) G1 += 5;");
                break;
            default:
                Line($"({first} A, {second}) {name} = ({Expression(first, 1)}, {Expression(second, 1)}); {name}.A = {Expression(first, 1)}; {name} = ({name}.A, ({second})({name}.Item2 + 1));");
                _scope.Add(name + ".A", first.Name);
                _scope.Add(name + ".Item2", second.Name);
                break;
        }
    }
}
