using System.Globalization;

namespace Bpf.Fuzz.CSharp;

/// <summary>Spans and pointers: several names for one memory.</summary>
internal sealed partial class ProgramGenerator
{
    private SpanVariable[] Spans => [.. _scope.Variables.OfType<SpanVariable>()];

    private void DeclareSpan()
    {
        string name = NewName("m");
        Variable[] arrays = [.. _scope.Variables.Where(v => v.Writable && !v.Name.StartsWith('F') && ArrayType.Find(v.Type) is not null)];
        if (arrays.Length > 0 && (Chance(60) || _loopDepth > 0))
        {
            Variable array = One(arrays);
            ArrayType type = ArrayType.Find(array.Type)!;
            int start = Chance(50) ? 0 : _random.Next(type.Length), end = Chance(70) ? type.Length : start + 1;
            string slice = (start, end == type.Length) switch { (0, true) => "", (_, true) => $"[{start}..]", _ => $"[{start}..{end}]" };
            Line($"Span<{type.Element}> {name} = {array.Name}{slice};");
            _scope.Add(new SpanVariable(name, type.Element, end - start));
            return;
        }

        // The stack of a loop's round is not given back.
        if (_loopDepth > 0)
        {
            SpanStatement();
            return;
        }

        Scalar element = One(Scalar.All);
        int length = 1 + _random.Next(5);
        string values = string.Join(", ", Enumerable.Range(0, length).Select(_ => Expression(element, 1)));
        Line($"Span<{element}> {name} = " + One<Func<string>>([() => $"stackalloc {element}[{length}];", () => $"stackalloc {element}[] {{ {values} }};", () => $"[{values}];"])());
        _scope.Add(new SpanVariable(name, element, length));
    }

    private void SpanStatement()
    {
        if (Spans.Length == 0) { ElementAssignment(); return; }
        SpanVariable span = One(Spans);
        string element = $"{span.Name}[{SpanIndex(span, 1)}]";
        SpanVariable[] alike = [.. Spans.Where(s => s.Element == span.Element)];
        Line(Weighted(
            (4, () => $"{element} = {Expression(span.Element, 0)};"),
            (3, () => $"{element} {Noted(One(s_arithmetic), span.Element)}= {Expression(span.Element, 0)};"),
            (1, () => $"{element}{Noted(One<string>(["++", "--"]), span.Element)};"),
            (1, () => $"{Part(span, 1)}.Fill({Expression(span.Element, 1)});"),
            (1, () => $"{Part(span, 1)}.Clear();"),
            (2, () => $"{Part(span, 1)}.CopyTo({Part(One(alike), 1)});"),
            (1, () => $"if (!{Part(span, 1)}.TryCopyTo({One(alike).Name})) G1 ^= 9;")));
    }

    /// <summary>A span or a part of it, whose bounds may be wrong.</summary>
    private string Part(SpanVariable span, int depth)
    {
        string At(int modulus) => Chance(60) ? _random.Next(modulus).ToString(CultureInfo.InvariantCulture) : $"(int)({Expression(Scalar.UInt, depth + 1)} % {modulus}u)";
        return Weighted(
            (6, () => span.Name),
            (2, () => $"{span.Name}[{At(span.Length + 1)}..]"),
            (2, () => $"{span.Name}[..{At(span.Length + 1)}]"),
            (1, () => $"{span.Name}[^{At(span.Length + 1)}..]"),
            (1, () => $"{span.Name}.Slice({At(span.Length + 1)})"),
            (1, () => $"{span.Name}.Slice({At(2)}, {At(span.Length)})"));
    }

    private string SpanIndex(SpanVariable span, int depth) => Weighted(
        (4, () => _random.Next(span.Length).ToString(CultureInfo.InvariantCulture)),
        (1, () => "^" + (1 + _random.Next(span.Length))),
        (3, () => $"(int)({Expression(Scalar.UInt, depth + 1)} % {span.Length}u)"),
        (1, () => $"(int)({Expression(Scalar.UInt, depth + 1)} % {span.Length + 1}u)"));

    /// <summary>A number from a span.</summary>
    private string SpanValue(Scalar type, int depth)
    {
        if (Spans.Length == 0) return Element(type, depth);
        SpanVariable span = One(Spans);
        string Sought() => Expression(span.Element, depth + 1);
        NoteConversion(span.Element, type);
        return $"({type})" + Weighted(
            (8, () => $"{span.Name}[{SpanIndex(span, depth)}]"),
            (1, () => $"{Part(span, depth)}.Length"),
            (1, () => $"{Part(span, depth)}.IndexOf({Sought()})"),
            (1, () => $"MemoryMarshal.AsBytes({span.Name})[{_random.Next(Math.Max(1, span.Length * span.Element.Bits / 8))}]"),
            (1, () => { string q = NewName("q"); return $"({span.Name} is [{One<string>([$"var {q}, ..", $".., var {q}"])}] ? {q} : {Sought()})"; }
        ));
    }

    private string SpanCondition(int depth)
    {
        if (Spans.Length == 0) return Condition(depth + 1);
        SpanVariable span = One(Spans);
        SpanVariable other = One([.. Spans.Where(s => s.Element == span.Element)]);
        string Constant() => $"({span.Element}){_random.Next(20)}";
        return Weighted(
            (2, () => $"{Part(span, depth)}.SequenceEqual({Part(other, depth)})"),
            (1, () => $"{Part(span, depth)}.StartsWith({Part(other, depth)})"),
            (1, () => $"{Part(span, depth)}.Contains({Expression(span.Element, depth + 1)})"),
            (1, () => $"{Part(span, depth)}.IsEmpty"),
            (2, () => $"({Part(span, depth)} is [{One<string>([$"> {Constant()}", $"_, < {Constant()}", "var _"])}, ..])"),
            (1, () => $"({Part(span, depth)} is [.., not {Constant()}] or [])"));
    }

    private void ForEach(Scalar? mayReturn)
    {
        if (Spans.Length == 0) { DeclareSpan(); return; }
        SpanVariable span = One(Spans);
        string name = NewName("e");
        bool byReference = Chance(40);
        int mark = _scope.Mark;
        _loopDepth++;
        _scope.Add(name, span.Element.Name, byReference);
        Line($"foreach ({(byReference ? "ref " : "")}{span.Element} {name} in {Part(span, 1)})");
        Block(mayReturn, suffix: Chance(20) ? $"if ({Condition(1)}) {One<string>(["break", "continue"])};" : "");
        _loopDepth--;
        _scope.Leave(mark);
    }

    private void PointerAccess()
    {
        Variable[] values = [.. _scope.Variables.Where(v => v.Writable && v.Name.StartsWith('s') && _structs.Exists(s => s.Name == v.Type))];
        if (values.Length == 0) { ByReference(); return; }
        Variable value = One(values);
        StructType type = _structs.Find(s => s.Name == value.Type)!;
        string name = NewName("w");
        string change = type.Fields.FirstOrDefault(f => Scalar.All.Any(s => s.Name == f.Type)) is { } field
            ? $"{name}->{field.Name} {One<string>(["=", "+="])} {FieldValue(field)}; " : "";
        Line($"{{ {type.Name}* {name} = &{value.Name}; {change}{value.Name}.{type.Method}({Expression(type.Parameter, 1)}); G0 += (ulong){name}->{type.Property}; }}");
    }

    /// <summary>A span whose length is known as the program is written.</summary>
    private sealed record SpanVariable(string Name, Scalar Element, int Length) : Variable(Name, $"Span<{Element}>", false);
}
