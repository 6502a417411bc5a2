using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Bpf.Build;

/// <summary>Finds the BPF objects that the generator has embedded in an assembly, without loading it.</summary>
/// <remarks>
/// The generator implements <c>static partial void GetImage(ref ReadOnlySpan&lt;byte&gt; image)</c> as one assignment of a base64
/// UTF-8 literal, for which the C# compiler emits (ECMA-335, III): <c>ldarg.0; ldsflda DATA; ldc.i4 LENGTH; newobj; stobj; ret</c>,
/// DATA being a field with its bytes in the image.
/// </remarks>
internal static class EmbeddedImages
{
    private const byte LdSFldA = 0x7F;
    private const byte LdcI4S = 0x1F;
    private const byte LdcI4 = 0x20;

    /// <summary>Name and ELF bytes of each object in the assembly.</summary>
    public static IEnumerable<(string Name, byte[] Object)> Read(PEReader pe)
    {
        MetadataReader metadata = pe.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            if (IsBpfObject(metadata, type) && FindImage(pe, metadata, type) is { } image)
                yield return (metadata.GetString(type.Name), image);
        }
    }

    private static bool IsBpfObject(MetadataReader metadata, TypeDefinition type)
    {
        foreach (CustomAttributeHandle handle in type.GetCustomAttributes())
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
                continue;
            MemberReference constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind != HandleKind.TypeReference)
                continue;
            TypeReference name = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
            if (metadata.StringComparer.Equals(name.Namespace, "Bpf") && metadata.StringComparer.Equals(name.Name, "BpfObjectAttribute"))
                return true;
        }

        return false;
    }

    private static byte[]? FindImage(PEReader pe, MetadataReader metadata, TypeDefinition type)
    {
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (!metadata.StringComparer.Equals(method.Name, "GetImage") || method.RelativeVirtualAddress == 0)
                continue;
            ImmutableArray<byte> il = pe.GetMethodBody(method.RelativeVirtualAddress).GetILContent();
            if (ReadLiteral(pe, metadata, il) is { } base64)
                return Convert.FromBase64String(base64);
        }

        return null;
    }

    private static string? ReadLiteral(PEReader pe, MetadataReader metadata, ImmutableArray<byte> il)
    {
        int at = il.IndexOf(LdSFldA);
        if (at < 0 || at + 7 > il.Length)
            return null;
        int token = ReadInt32(il, at + 1);
        int length = il[at + 5] switch
        {
            LdcI4S => (sbyte)il[at + 6],
            LdcI4 when at + 10 <= il.Length => ReadInt32(il, at + 6),
            _ => -1,
        };
        EntityHandle data = MetadataTokens.EntityHandle(token);
        if (length < 0 || data.Kind != HandleKind.FieldDefinition)
            return null;
        FieldDefinition field = metadata.GetFieldDefinition((FieldDefinitionHandle)data);
        BlobReader bytes = pe.GetSectionData(field.GetRelativeVirtualAddress()).GetReader(0, length);
        return Encoding.ASCII.GetString(bytes.ReadBytes(length));
    }

    private static int ReadInt32(ImmutableArray<byte> il, int at) =>
        il[at] | (il[at + 1] << 8) | (il[at + 2] << 16) | (il[at + 3] << 24);
}
