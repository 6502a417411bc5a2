using System;

namespace Bpf.Core.Btf;

/// <summary>One type of <see cref="BtfTypes"/>. Members that a kind doesn't have read as 0 or empty.</summary>
public readonly struct BtfType
{
    private readonly BtfTypes _types;

    internal BtfType(BtfTypes types, int id)
    {
        _types = types;
        Id = id;
    }

    /// <summary>Its id; 0 is <c>void</c>.</summary>
    public int Id { get; }

    /// <summary>Its kind.</summary>
    public BtfKind Kind => _types.KindOf(Id);

    /// <summary>Its name, or a tag's value; empty for none.</summary>
    public string Name => _types.GetName((int)_types.Word(Id, 0));

    /// <summary>The offset of its name in the string section.</summary>
    internal int NameOffset => (int)_types.Word(Id, 0);

    /// <summary>Number of members, enumerators, parameters or variables.</summary>
    public int Length => Kind is BtfKind.Func ? 0 : (int)(_types.Word(Id, 1) & 0xffff);

    /// <summary>The kind flag: a struct with bit fields, a signed enum, a forward declaration of a union, a tag of an attribute.</summary>
    public bool KindFlag => _types.Word(Id, 1) >> 31 != 0;

    /// <summary>Bytes, for the kinds that say so themselves: integers, floats, structs, unions, enums, sections.</summary>
    public int Size => Kind is BtfKind.Int or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64
        or BtfKind.Float or BtfKind.Datasec ? (int)_types.Word(Id, 2) : 0;

    /// <summary>The type referred to: pointed to, qualified, named, declared, returned, or an array's element.</summary>
    public int TypeId
    {
        get
        {
            BtfKind kind = Kind;
            if (kind == BtfKind.Array) return (int)_types.Word(Id, 3);
            return BtfFormat.RefersToType(kind) ? (int)_types.Word(Id, 2) : 0;
        }
    }

    /// <summary>The type of an array's index.</summary>
    public int IndexTypeId => Kind == BtfKind.Array ? (int)_types.Word(Id, 4) : 0;

    /// <summary>The number of an array's elements, as unsigned 32 bits.</summary>
    public uint ElementCount => Kind == BtfKind.Array ? _types.Word(Id, 5) : 0;

    /// <summary>How to read an integer.</summary>
    public BtfIntEncoding Encoding => Kind == BtfKind.Int ? (BtfIntEncoding)(_types.Word(Id, 3) >> 24 & 0xf) : 0;

    /// <summary>Bits of an integer.</summary>
    public int Bits => Kind == BtfKind.Int ? (int)(_types.Word(Id, 3) & 0xff) : 0;

    /// <summary>The first bit of an integer in its bytes; 0 but for old bit fields.</summary>
    public int BitOffset => Kind == BtfKind.Int ? (int)(_types.Word(Id, 3) >> 16 & 0xff) : 0;

    /// <summary>The linkage of a function or variable.</summary>
    public BtfLinkage Linkage => Kind switch
    {
        BtfKind.Func => (BtfLinkage)(_types.Word(Id, 1) & 0xffff),
        BtfKind.Var => (BtfLinkage)_types.Word(Id, 3),
        _ => BtfLinkage.Static,
    };

    /// <summary>The member or parameter a declaration's tag is on; -1 for the whole.</summary>
    public int ComponentIndex => Kind == BtfKind.DeclTag ? (int)_types.Word(Id, 3) : 0;

    /// <summary>True for <c>const</c>, <c>volatile</c>, <c>restrict</c> and tagged types.</summary>
    public bool IsModifier => Kind is BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag;

    /// <summary>A struct's or union's member.</summary>
    /// <param name="index">From 0 to <see cref="Length"/>.</param>
    public BtfMember Member(int index)
    {
        int at = At(index, 3, BtfKind.Struct, BtfKind.Union);
        uint offset = _types.Word(Id, at + 2);
        return KindFlag
            ? new(_types.GetName((int)_types.Word(Id, at)), (int)_types.Word(Id, at + 1), (int)(offset & 0xff_ffff), (int)(offset >> 24))
            : new(_types.GetName((int)_types.Word(Id, at)), (int)_types.Word(Id, at + 1), checked((int)Math.Min(offset, int.MaxValue)));
    }

    /// <summary>An enum's constant.</summary>
    /// <param name="index">From 0 to <see cref="Length"/>.</param>
    public BtfEnumerator Enumerator(int index)
    {
        bool is64 = Kind == BtfKind.Enum64;
        int at = At(index, is64 ? 3 : 2, BtfKind.Enum, BtfKind.Enum64);
        string name = _types.GetName((int)_types.Word(Id, at));
        uint low = _types.Word(Id, at + 1);
        if (is64) return new(name, (long)((ulong)_types.Word(Id, at + 2) << 32 | low));
        return new(name, KindFlag ? (int)low : low);
    }

    /// <summary>A prototype's parameter.</summary>
    /// <param name="index">From 0 to <see cref="Length"/>.</param>
    public BtfParameter Parameter(int index)
    {
        int at = At(index, 2, BtfKind.FuncProto, BtfKind.FuncProto);
        return new(_types.GetName((int)_types.Word(Id, at)), (int)_types.Word(Id, at + 1));
    }

    /// <summary>A section's variable.</summary>
    /// <param name="index">From 0 to <see cref="Length"/>.</param>
    public BtfSectionVariable Variable(int index)
    {
        int at = At(index, 3, BtfKind.Datasec, BtfKind.Datasec);
        return new((int)_types.Word(Id, at), (int)_types.Word(Id, at + 1), (int)_types.Word(Id, at + 2));
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Id}] {Kind} '{Name}'";

    private int At(int index, int words, BtfKind kind, BtfKind other)
    {
        BtfKind actual = Kind;
        if (actual != kind && actual != other) throw new InvalidOperationException($"A {actual} has no {kind} entries.");
        if ((uint)index >= (uint)Length) throw new ArgumentOutOfRangeException(nameof(index));
        return 3 + words * index;
    }
}
