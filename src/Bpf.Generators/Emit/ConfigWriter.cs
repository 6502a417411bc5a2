using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Writes the <c>Config</c> class: one property a <c>[Config]</c> field.</summary>
internal static class ConfigWriter
{
    public static void Write(IndentedTextWriter writer, ObjectModel model, List<GlobalModel> fields)
    {
        writer.WriteLine("/// <summary>What is set before the programs are loaded, and constant from then on.</summary>");
        writer.WriteLine($"{model.Accessibility} sealed class Config");
        writer.WriteLine("{");
        writer.Indent++;
        foreach (GlobalModel field in fields)
        {
            writer.WriteLine($"/// <summary>The value of <c>{field.Name}</c>.</summary>");
            writer.WriteLine($"{CSharpName.Visibility(field.Type)} {field.Type.Display} {CSharpName.Escape(field.Name)} {{ get; init; }} = {field.InitialValue};");
            writer.WriteLineNoTabs("");
        }

        writer.WriteLine("internal global::Bpf.BpfConfig Values => new global::Bpf.BpfConfig()");
        writer.Indent++;
        for (int i = 0; i < fields.Count; i++)
            writer.WriteLine($".Set(\"{fields[i].Name}\", {Value(fields[i])}){(i == fields.Count - 1 ? ";" : "")}");
        writer.Indent -= 2;
        writer.WriteLine("}");
        writer.WriteLineNoTabs("");
    }

    /// <summary>The value, with the range that the build verified for where it is less than all of the type.</summary>
    private static string Value(GlobalModel field)
    {
        string name = CSharpName.Escape(field.Name);
        if (field.Type.Display == "bool" || field.Range is not { } range || !IsNarrowed(range, 8 * field.Type.Size))
            return name;
        string integer = IntegerOf(field.Type.Size, range.Signed), value = field.Type.Display == integer ? name : $"({integer}){name}";
        return string.Format(CultureInfo.InvariantCulture, "{0}, ({1})({2}), ({1})({3})", value, integer, range.Min, Max(range));
    }

    /// <summary>Enums and characters are compared as the integers they are.</summary>
    private static string IntegerOf(int bytes, bool signed) => (bytes, signed) switch
    {
        (1, false) => "byte",
        (1, true) => "sbyte",
        (2, false) => "ushort",
        (2, true) => "short",
        (4, false) => "uint",
        (4, true) => "int",
        (_, false) => "ulong",
        (_, true) => "long",
    };

    private static bool IsNarrowed(ConfigRange range, int bits) => range.Signed
        ? range.Min != -1L << (bits - 1) || range.Max != (1UL << (bits - 1)) - 1
        : range.Min != 0 || range.Max != ulong.MaxValue >> (64 - bits);

    private static string Max(ConfigRange range) =>
        range.Signed ? ((long)range.Max).ToString(CultureInfo.InvariantCulture) : range.Max.ToString(CultureInfo.InvariantCulture);
}
