using System;
using System.Collections.Generic;

namespace Bpf.Core.Btf;

public sealed partial class BtfBuilder
{
    /// <summary>Adds a struct.</summary>
    /// <param name="name">Its name; empty for an anonymous one.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="members">Its members by offset.</param>
    /// <returns>The type's id.</returns>
    public int AddStruct(string name, int size, IReadOnlyList<BtfMember> members) =>
        AddAggregate(BtfKind.Struct, name, size, members);

    /// <summary>Adds a union.</summary>
    /// <param name="name">Its name; empty for an anonymous one.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="members">Its members.</param>
    /// <returns>The type's id.</returns>
    public int AddUnion(string name, int size, IReadOnlyList<BtfMember> members) =>
        AddAggregate(BtfKind.Union, name, size, members);

    /// <summary>Declares a struct whose members may refer to itself; <see cref="Complete"/> gives them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>An id of its own: a declared type is shared with no other.</returns>
    public int DeclareStruct(string name, int size) =>
        Append(Record(BtfKind.Struct, name, 0, false, size, []) with { IsComplete = false });

    /// <summary>Declares a union whose members may refer to itself; <see cref="Complete"/> gives them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>An id of its own: a declared type is shared with no other.</returns>
    public int DeclareUnion(string name, int size) =>
        Append(Record(BtfKind.Union, name, 0, false, size, []) with { IsComplete = false });

    /// <summary>Gives a declared struct or union its members.</summary>
    /// <param name="typeId">What <see cref="DeclareStruct"/> or <see cref="DeclareUnion"/> returned.</param>
    /// <param name="members">Its members by offset.</param>
    /// <exception cref="InvalidOperationException">It was not declared, or is complete.</exception>
    public void Complete(int typeId, IReadOnlyList<BtfMember> members)
    {
        if (Checked(typeId) == 0 || _types[typeId - 1].IsComplete)
            throw new InvalidOperationException($"Type {typeId} does not wait for members.");
        BtfRecord declared = _types[typeId - 1];
        if (members.Count > BtfFormat.MaxVlen) throw new ArgumentException("Too many members for BTF.", nameof(members));
        uint[] extra = Members(members, out bool hasBitfields);
        uint info = BtfFormat.Info(declared.Kind, members.Count, hasBitfields);
        _types[typeId - 1] = new(declared.NameOffset, info, declared.SizeOrType, extra);
    }

    /// <summary>Adds an enum: <c>BTF_KIND_ENUM</c> up to four bytes, <c>BTF_KIND_ENUM64</c> (6.0) for eight.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">1, 2, 4 or 8 bytes.</param>
    /// <param name="signed">True where its values are signed.</param>
    /// <param name="values">Its constants.</param>
    /// <returns>The type's id.</returns>
    public int AddEnum(string name, int size, bool signed, IReadOnlyList<BtfEnumerator> values)
    {
        if (size is not (1 or 2 or 4 or 8)) throw new ArgumentOutOfRangeException(nameof(size));
        int words = size == 8 ? 3 : 2;
        uint[] extra = new uint[words * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            extra[words * i] = (uint)_strings.Add(values[i].Name);
            extra[words * i + 1] = (uint)values[i].Value;
            if (size == 8) extra[words * i + 2] = (uint)(values[i].Value >> 32);
        }

        return Add(size == 8 ? BtfKind.Enum64 : BtfKind.Enum, name, values.Count, signed, size, extra);
    }

    /// <summary>Adds a struct or union of which only the name is known.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isUnion">True for a union.</param>
    /// <returns>The type's id.</returns>
    public int AddFwd(string name, bool isUnion = false) => Add(BtfKind.Fwd, name, 0, isUnion, 0);

    private int AddAggregate(BtfKind kind, string name, int size, IReadOnlyList<BtfMember> members)
    {
        uint[] extra = Members(members, out bool hasBitfields);
        return Add(kind, name, members.Count, hasBitfields, size, extra);
    }

    /// <summary>With the kind flag set, a member's offset word holds the bit field's size in its upper eight bits.</summary>
    private uint[] Members(IReadOnlyList<BtfMember> members, out bool hasBitfields)
    {
        hasBitfields = false;
        foreach (BtfMember member in members)
            hasBitfields |= member.BitfieldSize != 0;

        uint[] extra = new uint[3 * members.Count];
        for (int i = 0; i < members.Count; i++)
        {
            BtfMember member = members[i];
            if (member.BitfieldSize is < 0 or > 255 || member.BitOffset < 0 || hasBitfields && member.BitOffset > 0xff_ffff)
                throw new ArgumentException($"Member '{member.Name}' is at an offset that BTF cannot hold.", nameof(members));
            extra[3 * i] = (uint)_strings.Add(member.Name);
            extra[3 * i + 1] = (uint)Checked(member.TypeId);
            extra[3 * i + 2] = (uint)member.BitOffset | (uint)member.BitfieldSize << 24;
        }

        return extra;
    }
}
