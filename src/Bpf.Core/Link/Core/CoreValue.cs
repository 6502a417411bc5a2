using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>What a relocation's question comes to for one layout.</summary>
/// <param name="Value">The answer.</param>
/// <param name="IsAmbiguous">True where compilers may have written another value (bit fields can be loaded in several ways).</param>
/// <param name="FieldSize">For an offset of an ordinary field, the field's size in bytes: an access must have it too; else 0.</param>
/// <param name="Access">The field, with <paramref name="FieldSize"/>.</param>
internal readonly record struct CoreValue(ulong Value, bool IsAmbiguous = false, int FieldSize = 0, CoreAccess? Access = null)
{
    /// <summary>The type of the field that has a size here.</summary>
    public BtfType FieldType => Access!.Types[Access.Types.Resolve(Access.TypeId)];

    /// <summary>The answer about a field.</summary>
    public static CoreValue OfField(CoreRelocationKind kind, CoreAccess access)
    {
        BtfTypes types = access.Types;
        long bitOffset = access.BitOffset;
        if (!access.EndsInMember)
        {
            int size = types.SizeOf(access.TypeId);
            return kind switch
            {
                CoreRelocationKind.FieldByteOffset => new((ulong)(bitOffset / 8), false, size, access),
                CoreRelocationKind.FieldByteSize => new((ulong)size),
                _ => throw new BpfFormatException($"CO-RE asks an element of an array for its {kind}."),
            };
        }

        bool isBitfield = access.BitfieldSize != 0;
        long byteSize = types.SizeOf(access.TypeId);
        long bits = isBitfield ? access.BitfieldSize : 8 * byteSize;
        long byteOffset = bitOffset / 8;
        if (isBitfield)
        {
            if (byteSize == 0) throw new BpfFormatException("A bit field's type has no size.");

            // The smallest aligned load that holds all of it.
            byteOffset = bitOffset / 8 / byteSize * byteSize;
            while (bitOffset + bits - 8 * byteOffset > 8 * byteSize)
            {
                if (byteSize >= 8) throw new BpfFormatException("A bit field does not fit a load of eight bytes.");
                byteSize *= 2;
                byteOffset = bitOffset / 8 / byteSize * byteSize;
            }
        }

        return kind switch
        {
            CoreRelocationKind.FieldByteOffset => isBitfield
                ? new((ulong)byteOffset, true)
                : new((ulong)byteOffset, false, (int)byteSize, access),
            CoreRelocationKind.FieldByteSize => new((ulong)byteSize, isBitfield),
            CoreRelocationKind.FieldSigned => new(IsSigned(types[types.Resolve(access.TypeId)]) ? 1u : 0),
            CoreRelocationKind.FieldLeftShift => new((ulong)(64 - (bitOffset + bits - 8 * byteOffset)), isBitfield),
            CoreRelocationKind.FieldRightShift => new((ulong)(64 - bits)),
            _ => new(1),
        };
    }

    private static bool IsSigned(BtfType type) => type.Kind switch
    {
        BtfKind.Int => (type.Encoding & BtfIntEncoding.Signed) != 0,
        BtfKind.Enum or BtfKind.Enum64 => type.KindFlag,
        _ => false,
    };
}
