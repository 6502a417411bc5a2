namespace Bpf.Fuzz.CSharp;

/// <summary>Methods that write, called on what C# copies first: what properties hold, fields of what is read only.</summary>
internal sealed partial class ProgramGenerator
{
    private const string ReadonlyMethod = "Q", TakesReadonly = "In";

    /// <summary>Writes a readonly method of a struct, and one that is given the struct as a reference that is read only.</summary>
    private void Copiers(StructType type)
    {
        IEnumerable<string> calls = type.Fields.Concat(type.Held)
            .Select(part => (part, Type: _structs.Find(s => s.Name == part.Type)))
            .Where(part => part.Type is not null)
            .Select(part => $" + (ulong){part.part.Name}.{part.Type!.Method}(({part.Type.Parameter})k) * 3 + (ulong){part.part.Name}.{part.Type.Property}");
        Line($"public readonly ulong {ReadonlyMethod}(ulong k) => unchecked(k{string.Concat(calls)});");
        Line($"public static ulong {TakesReadonly}(in {type.Name} x, ulong k) => unchecked((ulong)x.{type.Method}(({type.Parameter})k) * 5 + (ulong)x.{type.Method}(({type.Parameter})1) + (ulong)x.{type.Property});");
    }

    private void CopyAccess()
    {
        (Variable Variable, StructType Type)[] values = [.. _scope.Variables
            .Select(v => (v, _structs.Find(s => s.Name == v.Type)!))
            .Where(v => v.Item2 is not null)];
        if (values.Length == 0) { Assignment(); return; }
        (Variable variable, StructType type) = One(values);
        string k = Expression(Scalar.ULong, 1);
        if (type.Held.Count == 0 || Chance(40))
        {
            Line($"G0 += {variable.Name}.{ReadonlyMethod}({type.Name}.{TakesReadonly}(in {variable.Name}, {k}));");
            return;
        }

        Variable property = One(type.Held);
        StructType held = _structs.Find(s => s.Name == property.Type)!;
        string place = $"{variable.Name}.{property.Name}";
        Variable[] alike = [.. _scope.Variables.Where(v => v.Type == held.Name)];
        if (variable.Writable && Chance(60)) Line($"{place} = {(alike.Length > 0 ? One(alike).Name : "new()")};");
        Line($"G0 += (ulong){place}.{held.Method}(({held.Parameter})({k})) + {held.Name}.{TakesReadonly}({place}, 3);");
    }
}
