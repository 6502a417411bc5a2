namespace Bpf.Core.Btf;

/// <summary>Numbers of the format (include/uapi/linux/btf.h).</summary>
internal static class BtfFormat
{
    public const ushort Magic = 0xEB9F;
    public const byte Version = 1;
    public const int HeaderSize = 24;

    /// <summary>Bytes of <c>struct btf_type</c> before what its kind adds.</summary>
    public const int TypeSize = 12;

    /// <summary>Most members, enumerators or parameters of one type (<c>BTF_MAX_VLEN</c>).</summary>
    public const int MaxVlen = 0xffff;

    /// <summary>The greatest type id the kernel takes (<c>BTF_MAX_TYPE</c>).</summary>
    public const int MaxType = 0x000fffff;

    /// <summary>Links of a chain of types followed before it is called a loop.</summary>
    public const int MaxDepth = 64;

    /// <summary>The <c>info</c> word: vlen in bits 0-15, kind in bits 24-28, kind flag in bit 31.</summary>
    public static uint Info(BtfKind kind, int vlen, bool kindFlag) =>
        (uint)vlen | (uint)kind << 24 | (kindFlag ? 0x8000_0000u : 0);

    /// <summary>Bytes that follow <c>struct btf_type</c>; -1 for a kind that doesn't exist.</summary>
    public static int ExtraSize(BtfKind kind, int vlen) => kind switch
    {
        BtfKind.Int or BtfKind.Var or BtfKind.DeclTag => 4,
        BtfKind.Array => 12,
        BtfKind.Struct or BtfKind.Union or BtfKind.Datasec or BtfKind.Enum64 => 12 * vlen,
        BtfKind.Enum or BtfKind.FuncProto => 8 * vlen,
        BtfKind.Ptr or BtfKind.Fwd or BtfKind.Typedef or BtfKind.Volatile or BtfKind.Const or BtfKind.Restrict
            or BtfKind.Func or BtfKind.Float or BtfKind.TypeTag => 0,
        _ => -1,
    };

    /// <summary>True where the word after <c>info</c> is a type id, false where it is a size or unused.</summary>
    public static bool RefersToType(BtfKind kind) => kind is BtfKind.Ptr or BtfKind.Typedef or BtfKind.Volatile
        or BtfKind.Const or BtfKind.Restrict or BtfKind.Func or BtfKind.FuncProto or BtfKind.Var or BtfKind.DeclTag
        or BtfKind.TypeTag;

    /// <summary>Writes the header of a BTF whose strings follow its types.</summary>
    public static void WriteHeader(ByteWriter writer, int typesLength, int stringsLength)
    {
        writer.UInt16(Magic);
        writer.Byte(Version);
        writer.Byte(0);
        writer.UInt32(HeaderSize);
        writer.UInt32(0);
        writer.UInt32((uint)typesLength);
        writer.UInt32((uint)typesLength);
        writer.UInt32((uint)stringsLength);
    }
}
