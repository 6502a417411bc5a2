using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Structures and constants of the kernel's as BTF: named as the kernel names them, so that loaders find them there. Source of the rules:
/// docs.kernel.org/bpf/llvm_reloc.html, "CO-RE Relocations".
/// </summary>
internal static class KernelTypes
{
    /// <summary>The kernel's name of a <c>[KernelType]</c>; null for other types.</summary>
    public static string? NameOf(ITypeSymbol type) =>
        type.OriginalDefinition.Attribute(WellKnownNames.KernelTypeAttribute)?.ConstructorArguments is [{ Value: string name }] ? name : null;

    /// <summary>True where a field is a bit field in the kernel.</summary>
    public static bool IsBitField(IFieldSymbol field) =>
        (field.AssociatedSymbol ?? field).Attribute(WellKnownNames.KernelFieldAttribute)?.Named("IsBitField") is true;

    /// <summary>True where a field is a number here and an enumeration in the kernel.</summary>
    private static bool IsEnum(IFieldSymbol field) =>
        (field.AssociatedSymbol ?? field).Attribute(WellKnownNames.KernelFieldAttribute)?.Named("IsEnum") is true;

    /// <summary>Adds a structure; equal ones are shared.</summary>
    public static int Add(BtfBuilder types, TypeLayout layout) => Add(types, layout, NameOf(layout.Type)!);

    /// <summary>Adds the structure by the names that kernels without its first one have for it, in their order.</summary>
    public static IEnumerable<int> AddOthers(BtfBuilder types, TypeLayout layout)
    {
        foreach (KeyValuePair<string, TypedConstant> named in layout.Type.OriginalDefinition.Attribute(WellKnownNames.KernelTypeAttribute)!.NamedArguments)
            foreach (TypedConstant name in named.Value.Kind == TypedConstantKind.Array ? named.Value.Values : [])
                if (name.Value is string other) yield return Add(types, layout, other);
    }

    private static int Add(BtfBuilder types, TypeLayout layout, string name)
    {
        List<BtfMember> members = [.. layout.Fields.Select(f => new BtfMember(NameOf(f.Field), AddField(types, f), 8 * f.Offset))];
        return types.AddStruct(name, layout.Size, members);
    }

    /// <summary>Adds an enumeration; the constants keep their C# values, for loaders to replace.</summary>
    public static int AddEnum(BtfBuilder types, INamedTypeSymbol type, Scalar scalar) => types.AddEnum(
        NameOf(type)!, scalar.Width, scalar.Signed, [.. Constants(type).Select(c => new BtfEnumerator(NameOf(c), Declarations.ScalarBytes.ToInt64(c.ConstantValue) ?? 0))]);

    /// <summary>The constants of an enumeration in their order.</summary>
    public static IEnumerable<IFieldSymbol> Constants(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue);

    private static int AddField(BtfBuilder types, FieldLayout field) => IsEnum(field.Field) && field.Layout.Scalar is { } number
        ? types.AddEnum("", number.Width, number.Signed, []) : AddField(types, field.Layout);

    private static int AddField(BtfBuilder types, TypeLayout layout)
    {
        if (NameOf(layout.Type) is not null && layout.Fields.Length > 0) return Add(types, layout);
        if (layout.Element is { } element) return types.AddArray(AddField(types, element), layout.Count);
        return layout.Type.Is(WellKnownNames.KernelPtr) || layout.Type.Is(WellKnownNames.UserPtr) ? types.AddPtr(0) : TypeBtf.Add(types, layout);
    }

    /// <summary>The kernel's name of a field or constant: the one given, or the C# name in the kernel's writing (<c>RealParent</c>: <c>real_parent</c>).</summary>
    private static string NameOf(IFieldSymbol field)
    {
        ISymbol declared = field.AssociatedSymbol ?? field;
        if (declared.Attribute(WellKnownNames.KernelFieldAttribute)?.ConstructorArguments is [{ Value: string name }]) return name;
        string written = declared.Name;
        if (written.Length == 0 || !char.IsUpper(written[0]) || written.Contains('_')) return written;
        StringBuilder snake = new();
        for (int i = 0; i < written.Length; i++)
        {
            if (i > 0 && char.IsUpper(written[i]) && (!char.IsUpper(written[i - 1]) || (i + 1 < written.Length && char.IsLower(written[i + 1])))) snake.Append('_');
            snake.Append(char.ToLowerInvariant(written[i]));
        }

        return snake.ToString();
    }
}
