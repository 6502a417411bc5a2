using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bpf.Frontend;
using Bpf.Generators.Pipeline;
using Bpf.Kernels;
using Microsoft.CodeAnalysis;

namespace Bpf.Generators.Emit;

/// <summary>
/// Writes the fields of a tracepoint's record: at the offsets of the newest kernel that has them, which tests and the simulated kernel lay them out
/// by; loaders find them by their names.
/// </summary>
internal static class TracepointContextWriter
{
    private const string Interop = "global::System.Runtime.InteropServices.";
    private const int CommLength = 16; // TASK_COMM_LEN
    private const int SyscallNumber = 8;

    public static TracepointContextSource Write(INamedTypeSymbol type, TracepointFormat format)
    {
        List<Member> members = Place(type.Name, format);
        using StringWriter text = new() { NewLine = "\n" };
        using IndentedTextWriter writer = new(text);
        using (PartialClass.Open(writer, NamespaceOf(type), ContainingTypes(type), [.. Attributes(format, members), $"partial struct {CSharpName.Escape(type.Name)}"]))
        {
            foreach (Member member in members)
            {
                writer.WriteLine($"/// <summary><c>{member.Field.Name}</c>{(member.Field.Kind == TracepointFieldKind.Dynamic ? " (<c>__data_loc</c>)" : "")}</summary>");
                WriteName(writer, member, format);
                writer.WriteLine($"[{Interop}FieldOffset({member.Offset})]");
                writer.WriteLine($"public {member.Type} {member.Name};");
                writer.WriteLineNoTabs("");
            }

            foreach (Member member in members.Where(member => member.IsArray))
            {
                writer.WriteLine($"/// <summary>The elements of <see cref=\"{member.Name}\"/>.</summary>");
                writer.WriteLine($"[global::System.Runtime.CompilerServices.InlineArray({member.Field.Count})]");
                writer.WriteLine($"public struct {member.Type} {{ private {NumberOf(member.Field)} element; }}");
                writer.WriteLineNoTabs("");
            }
        }

        writer.Flush();
        return new(MetadataName(type) + FrontEnd.GeneratedFileSuffix, text.ToString());
    }

    private static void WriteName(IndentedTextWriter writer, Member member, TracepointFormat format)
    {
        if (format.Structs.IsEmpty)
            return;
        string name = member.Field.Kind == TracepointFieldKind.Dynamic ? "__data_loc_" + member.Field.Name : member.Field.Name;
        writer.WriteLine($"[global::Bpf.KernelField(\"{name}\"{(member.Field.Kind == TracepointFieldKind.Constant ? ", IsEnum = true" : "")})]");
    }

    /// <summary>Fields in their places; those of older kernels only behind the others, where they would overlap.</summary>
    private static List<Member> Place(string typeName, TracepointFormat format)
    {
        HashSet<string> names = [typeName];
        List<Member> members = [];
        if (format.Structs.IsEmpty)
            members.Add(Make(new("__syscall_nr", TracepointFieldKind.Signed, 8, 0, SyscallNumber), "Id"));
        foreach (TracepointField field in format.Fields)
            members.Add(Make(field, PascalCase(field.Name)));
        return members;

        Member Make(TracepointField field, string name)
        {
            while (!names.Add(name))
                name += "_";
            bool isArray = field.Count > 0 && !(field is { Size: 1, Count: CommLength } && field.Name.EndsWith("comm", System.StringComparison.Ordinal));
            string type = isArray ? name + "Array" : field.Count > 0 ? "global::Bpf.Comm" : TypeOf(field);
            if (isArray)
                names.Add(type);
            int size = field.Kind switch { TracepointFieldKind.Dynamic => 4, TracepointFieldKind.UserPointer => 8, _ => field.Size * System.Math.Max(field.Count, 1) };
            bool overlaps = members.Any(other => field.Offset < other.Offset + other.Bytes && other.Offset < field.Offset + size);
            int offset = overlaps ? (members.Max(other => other.Offset + other.Bytes) + 7) / 8 * 8 : field.Offset;
            return new(field, name, type, offset, size, isArray);
        }
    }

    private static string TypeOf(TracepointField field) => field.Kind switch
    {
        TracepointFieldKind.Truth => "bool",
        TracepointFieldKind.KernelPointer => "global::Bpf.KernelPtr<byte>",
        TracepointFieldKind.UserPointer => $"global::Bpf.UserPtr<{(field.Size == 8 ? "ulong" : "byte")}>",
        TracepointFieldKind.Dynamic => $"global::Bpf.DynamicArray<{(field.Size switch { 2 => "ushort", 4 => "uint", 8 => "ulong", _ => "byte" })}>",
        _ => NumberOf(field),
    };

    private static string NumberOf(TracepointField field) => (field.Size, field.Kind is TracepointFieldKind.Signed or TracepointFieldKind.Constant) switch
    {
        (1, true) => "sbyte",
        (1, false) => "byte",
        (2, true) => "short",
        (2, false) => "ushort",
        (4, true) => "int",
        (4, false) => "uint",
        (_, true) => "long",
        _ => "ulong",
    };

    /// <summary><c>prev_pid</c> as <c>PrevPid</c>.</summary>
    private static string PascalCase(string name)
    {
        StringBuilder pascal = new();
        foreach (string word in name.Split(['_'], System.StringSplitOptions.RemoveEmptyEntries))
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        return pascal.Length == 0 || char.IsDigit(pascal[0]) ? "_" + pascal : pascal.ToString();
    }

    private static IEnumerable<string> Attributes(TracepointFormat format, List<Member> members)
    {
        int size = (members.Select(static member => member.Offset + member.Bytes).DefaultIfEmpty(SyscallNumber).Max() + 7) / 8 * 8;
        yield return $"[{Interop}StructLayout({Interop}LayoutKind.Explicit, Size = {size})]";
        if (format.Structs.IsEmpty)
            yield break;
        string others = string.Join(", ", format.Structs.Skip(1).Select(static name => $"\"{name}\""));
        yield return $"[global::Bpf.KernelType(\"{format.Structs[0]}\"{(others.Length > 0 ? $", OtherNames = new[] {{ {others} }}" : "")})]";
    }

    private static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";

    private static IEnumerable<string> ContainingTypes(INamedTypeSymbol type)
    {
        Stack<string> outer = [];
        for (INamedTypeSymbol? around = type.ContainingType; around is not null; around = around.ContainingType)
        {
            string kind = around.TypeKind == TypeKind.Interface ? "interface" : (around.IsRecord ? "record " : "") + (around.IsValueType ? "struct" : "class");
            outer.Push($"partial {kind} {around.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
        }

        return outer;
    }

    private static string MetadataName(INamedTypeSymbol type) => type.ToDisplayString(new SymbolDisplayFormat(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces));

    /// <summary>A field of the C# struct.</summary>
    /// <param name="Field">The record's.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Offset">Where it is in the C# struct.</param>
    /// <param name="Bytes">Its size there.</param>
    /// <param name="IsArray">True where its type is an inline array of its own.</param>
    private sealed record Member(TracepointField Field, string Name, string Type, int Offset, int Bytes, bool IsArray);
}
