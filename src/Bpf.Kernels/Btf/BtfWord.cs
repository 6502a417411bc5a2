using System.Collections.Generic;
using Bpf.Core.Btf;

namespace Bpf.Kernels;

/// <summary>What a 32-bit word of a BTF record means, and so how it packs best.</summary>
internal enum BtfWord
{
    /// <summary>The number of entries.</summary>
    Length,

    /// <summary>The offset of a string.</summary>
    Name,

    /// <summary>A type, most often one near by.</summary>
    NearType,

    /// <summary>A type, most often one of the popular.</summary>
    Type,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number that grows from entry to entry.</summary>
    Growing,
}

/// <summary>The words of BTF records by kind (include/uapi/linux/btf.h): one row a kind.</summary>
/// <param name="HasName">True where records of the kind may have a name.</param>
/// <param name="Third">The third word: a size or a type.</param>
/// <param name="Counts">True where the low 16 bits of the info word say something: entries, or a function's linkage.</param>
/// <param name="Entry">The words of one entry.</param>
internal sealed record BtfWords(bool HasName, BtfWord Third, bool Counts, BtfWord[] Entry)
{
    private static readonly Dictionary<BtfKind, BtfWords> Rows = new()
    {
        [BtfKind.Int] = new(true, BtfWord.Number, false, [BtfWord.Number]),
        [BtfKind.Ptr] = new(false, BtfWord.NearType, false, []),
        [BtfKind.Array] = new(false, BtfWord.Number, false, [BtfWord.Type, BtfWord.Type, BtfWord.Number]),
        [BtfKind.Struct] = new(true, BtfWord.Number, true, [BtfWord.Name, BtfWord.Type, BtfWord.Growing]),
        [BtfKind.Union] = new(true, BtfWord.Number, true, [BtfWord.Name, BtfWord.Type, BtfWord.Growing]),
        [BtfKind.Enum] = new(true, BtfWord.Number, true, [BtfWord.Name, BtfWord.Growing]),
        [BtfKind.Fwd] = new(true, BtfWord.Number, false, []),
        [BtfKind.Typedef] = new(true, BtfWord.NearType, false, []),
        [BtfKind.Volatile] = new(false, BtfWord.NearType, false, []),
        [BtfKind.Const] = new(false, BtfWord.NearType, false, []),
        [BtfKind.Restrict] = new(false, BtfWord.NearType, false, []),
        [BtfKind.Func] = new(true, BtfWord.NearType, true, []),
        [BtfKind.FuncProto] = new(false, BtfWord.Type, true, [BtfWord.Name, BtfWord.Type]),
        [BtfKind.Var] = new(true, BtfWord.NearType, false, [BtfWord.Number]),
        [BtfKind.Datasec] = new(true, BtfWord.Number, true, [BtfWord.Type, BtfWord.Growing, BtfWord.Number]),
        [BtfKind.Float] = new(true, BtfWord.Number, false, []),
        [BtfKind.DeclTag] = new(true, BtfWord.NearType, false, [BtfWord.Number]),
        [BtfKind.TypeTag] = new(true, BtfWord.NearType, false, []),
        [BtfKind.Enum64] = new(true, BtfWord.Number, true, [BtfWord.Name, BtfWord.Number, BtfWord.Number]),
    };

    /// <summary>The row of a kind.</summary>
    public static BtfWords Of(BtfKind kind) => Rows[kind];

    /// <summary>Entries of a record: fixed for the kinds that don't count, none for functions.</summary>
    public int Entries(uint length) => !Counts ? 1 : Entry.Length == 0 ? 0 : (int)length;
}
