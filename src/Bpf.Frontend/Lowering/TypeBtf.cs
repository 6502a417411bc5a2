using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Types shared with user space as BTF, named as C# names them.</summary>
internal static class TypeBtf
{
    /// <summary>The type of text bytes.</summary>
    public static int AddChar(BtfBuilder types) => types.AddInt("char", 1, BtfIntEncoding.Char);

    /// <summary>Adds a type and everything in it; equal types are shared.</summary>
    public static int Add(BtfBuilder types, TypeLayout layout)
    {
        if (layout.Type.Is(WellKnownNames.BpfTimer)) return Opaque(types, "bpf_timer", layout);
        if (layout.Type.Is(WellKnownNames.BpfWorkQueue)) return Opaque(types, "bpf_wq", layout);
        if (layout.Type.Is(WellKnownNames.Kptr)) return AddKptr(types, ((INamedTypeSymbol)layout.Type).TypeArguments[0]);
        if (layout.Element is { } element) return types.AddArray(Add(types, element), layout.Count);
        if (layout.Scalar is { } scalar) return AddScalar(types, layout.Type, scalar);

        List<BtfMember> members = [.. layout.Fields
            .OrderBy(f => f.Offset)
            .Select(f => new BtfMember(Core.SymbolNames.Mangle(f.Field.AssociatedSymbol?.Name ?? f.Field.Name), Add(types, f.Layout), 8 * f.Offset))];
        bool isUnion = layout.Fields.Length > 1 && layout.Fields.All(f => f.Offset == 0);
        string name = layout.Type.Is(WellKnownNames.BpfSpinLock) ? "bpf_spin_lock" : Core.SymbolNames.Mangle(layout.Type.Name);
        return isUnion ? types.AddUnion(name, layout.Size, members) : types.AddStruct(name, layout.Size, members);
    }

    /// <summary>A pointer whose tag says that the value owns what it points to; kernels know the structure by its name.</summary>
    private static int AddKptr(BtfBuilder types, ITypeSymbol type) =>
        types.AddPtr(types.AddTypeTag("kptr", types.AddStruct(KernelTypes.NameOf(type) ?? type.Name, 0, [])));

    /// <summary>Words that only the kernel knows, in a structure whose name says so to it.</summary>
    private static int Opaque(BtfBuilder types, string name, TypeLayout layout) =>
        types.AddStruct(name, layout.Size, [new("__opaque", types.AddArray(types.AddInt("u64", 8), layout.Size / 8), 0)]);

    private static int AddScalar(BtfBuilder types, ITypeSymbol type, Scalar scalar)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named)
        {
            List<BtfEnumerator> values = [.. named.GetMembers().OfType<IFieldSymbol>()
                .Where(f => f.HasConstantValue)
                .Select(f => new BtfEnumerator(f.Name, ScalarBytes.ToInt64(f.ConstantValue) ?? 0))];
            return types.AddEnum(named.Name, scalar.Width, scalar.Signed, values);
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => types.AddInt("bool", 1, BtfIntEncoding.Bool),
            SpecialType.None => types.AddTypedef(type.Name, Integer(types, scalar)),
            _ => Integer(types, scalar),
        };
    }

    /// <summary>A number, whatever C# calls it.</summary>
    public static int Integer(BtfBuilder types, Scalar scalar) => types.AddInt(
        (scalar.Signed ? "s" : "u") + (8 * scalar.Width).ToString(CultureInfo.InvariantCulture),
        scalar.Width, scalar.Signed ? BtfIntEncoding.Signed : BtfIntEncoding.None);
}
