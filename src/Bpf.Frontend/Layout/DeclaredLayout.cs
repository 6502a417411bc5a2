using System;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Layout;

/// <summary>What a struct declares about its layout: attributes in source, table rows in metadata (<c>[StructLayout]</c> is no attribute there).</summary>
/// <param name="Kind">Sequential, explicit or auto.</param>
/// <param name="Pack">Greatest alignment of a field; 0 for its own.</param>
/// <param name="Size">Least size; 0 for what the fields need.</param>
internal readonly record struct DeclaredLayout(LayoutKind Kind, int Pack, int Size)
{
    /// <summary>Reads the declaration of a struct.</summary>
    public static DeclaredLayout Of(INamedTypeSymbol type, Compilation compilation)
    {
        type = type.OriginalDefinition;
        if (Reader(type, compilation) is { } reader) return FromMetadata(type, reader);
        if (type.Attribute(WellKnownNames.StructLayout) is not { } attribute) return new(LayoutKind.Sequential, 0, 0);

        object? kind = attribute.ConstructorArguments is [{ Value: { } value }] ? value : null;
        return new(
            kind is null ? LayoutKind.Sequential : (LayoutKind)Convert.ToInt32(kind, null),
            attribute.Named("Pack") as int? ?? 0,
            attribute.Named("Size") as int? ?? 0);
    }

    /// <summary>The declared offset of a field of an explicit struct, or null.</summary>
    public static int? OffsetOf(IFieldSymbol field, Compilation compilation)
    {
        field = field.OriginalDefinition;
        if (Reader(field.ContainingType, compilation) is not { } reader)
            return field.Attribute(WellKnownNames.FieldOffset)?.ConstructorArguments is [{ Value: int offset }] ? offset : null;

        int declared = reader.GetFieldDefinition((FieldDefinitionHandle)MetadataTokens.Handle(field.MetadataToken)).GetOffset();
        return declared < 0 ? null : declared;
    }

    private static DeclaredLayout FromMetadata(INamedTypeSymbol type, MetadataReader reader)
    {
        TypeDefinition definition = reader.GetTypeDefinition((TypeDefinitionHandle)MetadataTokens.Handle(type.MetadataToken));
        LayoutKind kind = (definition.Attributes & System.Reflection.TypeAttributes.LayoutMask) switch
        {
            System.Reflection.TypeAttributes.SequentialLayout => LayoutKind.Sequential,
            System.Reflection.TypeAttributes.ExplicitLayout => LayoutKind.Explicit,
            _ => LayoutKind.Auto,
        };
        System.Reflection.Metadata.TypeLayout layout = definition.GetLayout();
        return new(kind, layout.PackingSize, layout.Size);
    }

    private static MetadataReader? Reader(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.DeclaringSyntaxReferences.Any()) return null;
        if (compilation.GetMetadataReference(type.ContainingAssembly) is not PortableExecutableReference reference) return null;
        return reference.GetMetadata() switch
        {
            AssemblyMetadata assembly => assembly.GetModules()[0].GetMetadataReader(),
            ModuleMetadata module => module.GetMetadataReader(),
            _ => null,
        };
    }
}
