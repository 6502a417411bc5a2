using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;

namespace Bpf.Core.Btf;

/// <summary>
/// Replaces kinds that an older kernel refuses by ones that say less, ids unchanged, as libbpf does: programs and maps that refer to
/// them still load, user space keeps the object's own BTF.
/// </summary>
/// <remarks>Versions: commits b1828f0b0418 (FLOAT), b5ea834dde6b (DECL_TAG), 8c42d2fa4eeb (TYPE_TAG), 6089fb325cf7 (ENUM64).</remarks>
internal static class BtfSanitizer
{
    private static readonly Version Float = new(5, 13);
    private static readonly Version DeclTag = new(5, 16);
    private static readonly Version TypeTag = new(5, 17);
    private static readonly Version Enum64 = new(6, 0);

    public static ImmutableArray<byte> Sanitize(BtfTypes types, Version kernel)
    {
        types = BtfExterns.Define(types);
        if (kernel >= Enum64 || !Enumerable.Range(1, types.Count).Any(id => IsForeign(types[id], kernel))) return types.Bytes;

        byte[] bytes = [.. types.Bytes];
        int placeholder = BtfPlaceholder.IdIn(types);
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType type = types[id];
            if (!IsForeign(type, kernel)) continue;
            Span<byte> record = bytes.AsSpan(types.OffsetOf(id));
            switch (type.Kind)
            {
                case BtfKind.Float:
                    // A struct without members has a size too.
                    Info(record, BtfFormat.Info(BtfKind.Struct, 0, false));
                    break;
                case BtfKind.DeclTag:
                    // Nothing refers to a tag; an integer has a word more, as it has.
                    Name(record, 0);
                    Info(record, BtfFormat.Info(BtfKind.Int, 0, false));
                    Word(record, 8, 1);
                    Word(record, 12, 8);
                    break;
                case BtfKind.TypeTag:
                    Name(record, 0);
                    Info(record, BtfFormat.Info(BtfKind.Const, 0, false));
                    break;
                case BtfKind.Enum:
                    // Signed enums are marked since 6.0 only.
                    Info(record, BtfFormat.Info(BtfKind.Enum, type.Length, false));
                    break;
                case BtfKind.Enum64:
                    // A union's members have three words, as a 64-bit enum's constants have: name, type, offset.
                    Info(record, BtfFormat.Info(BtfKind.Union, type.Length, false));
                    for (int i = 0; i < type.Length; i++)
                    {
                        Word(record, 16 + 12 * i, (uint)placeholder);
                        Word(record, 20 + 12 * i, 0);
                    }

                    break;
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(BtfPlaceholder.Append(types, bytes));
    }

    private static bool IsForeign(BtfType type, Version kernel) => type.Kind switch
    {
        BtfKind.Float => kernel < Float,
        BtfKind.DeclTag => kernel < DeclTag,
        BtfKind.TypeTag => kernel < TypeTag,
        BtfKind.Enum => kernel < Enum64 && type.KindFlag,
        BtfKind.Enum64 => kernel < Enum64,
        _ => false,
    };

    private static void Name(Span<byte> record, uint value) => Word(record, 0, value);

    private static void Info(Span<byte> record, uint value) => Word(record, 4, value);

    private static void Word(Span<byte> record, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(record.Slice(offset), value);
}
