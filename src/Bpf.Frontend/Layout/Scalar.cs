using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Layout;

/// <summary>A type held in one register: how wide it is in memory and how it is extended.</summary>
/// <param name="Width">Bytes in memory.</param>
/// <param name="Signed">True where it sign-extends.</param>
internal readonly record struct Scalar(int Width, bool Signed)
{
    /// <summary>True where it is held in 64 bits.</summary>
    public bool Is64 => Width == 8;

    /// <summary>The scalar that a C# or kernel-side type is, or null for every other.</summary>
    public static Scalar? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying }) type = underlying;
        return type.SpecialType switch
        {
            SpecialType.System_Boolean => new(1, false),
            SpecialType.System_Byte => new(1, false),
            SpecialType.System_SByte => new(1, true),
            SpecialType.System_Char => new(2, false),
            SpecialType.System_UInt16 => new(2, false),
            SpecialType.System_Int16 => new(2, true),
            SpecialType.System_UInt32 => new(4, false),
            SpecialType.System_Int32 => new(4, true),
            SpecialType.System_UInt64 or SpecialType.System_UIntPtr => new(8, false),
            SpecialType.System_Int64 or SpecialType.System_IntPtr => new(8, true),
            _ => OfKernelSide(type),
        };
    }

    /// <summary>Kernel-side structs that are one number in memory, by their metadata name.</summary>
    private static Scalar? OfKernelSide(ITypeSymbol type)
    {
        if (type.ContainingNamespace is not { Name: WellKnownNames.Namespace, ContainingNamespace.IsGlobalNamespace: true })
            return null;

        return type.MetadataName switch
        {
            "UInt16BE" => new(2, false),
            "UInt32BE" or "PortBE" => new(4, false),
            "UInt64BE" => new(8, false),
            "UserPtr`1" or "KernelPtr`1" or "ArenaPtr`1" => new(8, false),
            "PacketCursor" or "DynamicArray`1" => new(4, false),
            "RcuScope" or "PreemptionScope" => new(4, false), // that one is open
            _ => null,
        };
    }
}
