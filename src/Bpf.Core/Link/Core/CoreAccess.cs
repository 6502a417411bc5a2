using System.Collections.Generic;
using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>A field reached from a type: the steps, and where it is in that type's layout.</summary>
internal sealed class CoreAccess(BtfTypes types, int rootTypeId)
{
    /// <summary>Named steps go to a member, others to an element of an array; the first counts whole roots.</summary>
    public List<(string? Name, int Index, int TypeId)> Steps { get; } = [];

    public BtfTypes Types => types;

    /// <summary>Bits from the start of the root.</summary>
    public long BitOffset { get; private set; }

    /// <summary>The type of what the last step reached.</summary>
    public int TypeId { get; private set; } = rootTypeId;

    /// <summary>Bits of the bit field reached; 0 for anything else.</summary>
    public int BitfieldSize { get; private set; }

    public bool EndsInMember => Steps.Count > 0 && Steps[Steps.Count - 1].Name is not null;

    /// <summary>Follows indexes as the compiler wrote them.</summary>
    public static CoreAccess Parse(BtfTypes types, CoreRelocation relocation, IReadOnlyList<int> indexes)
    {
        CoreAccess access = new(types, relocation.TypeId);
        access.SkipRoots(indexes[0]);
        for (int i = 1; i < indexes.Count; i++)
        {
            BtfType type = types[types.Resolve(access.TypeId)];
            if (type.Kind is BtfKind.Struct or BtfKind.Union)
            {
                if (indexes[i] >= type.Length) throw Bad(relocation);
                BtfMember member = type.Member(indexes[i]);
                access.EnterMember(member, indexes[i], named: member.Name.Length > 0);
            }
            else if (!access.TryEnterElement(indexes[i]))
            {
                throw Bad(relocation);
            }
        }

        return access;
    }

    public static BpfFormatException Bad(CoreRelocation relocation) =>
        new($"The CO-RE access '{relocation.AccessString}' does not fit BTF type {relocation.TypeId}.");

    /// <summary>Follows the steps of another access by the names of members; null where one is missing or of another sort.</summary>
    public static CoreAccess? Match(BtfTypes types, int rootTypeId, CoreAccess wanted)
    {
        CoreAccess access = new(types, rootTypeId);
        access.SkipRoots(wanted.Steps[0].Index);
        for (int i = 1; i < wanted.Steps.Count; i++)
        {
            (string? name, int index, int typeId) = wanted.Steps[i];
            if (name is null)
            {
                if (!access.TryEnterElement(index)) return null;
                continue;
            }

            BtfType type = types[types.Resolve(access.TypeId)];
            if (type.Kind is not (BtfKind.Struct or BtfKind.Union) || !types.TryFindMember(type.Id, name, out BtfMember member)
                || !CoreCompatibility.FieldsMatch(wanted.Types, typeId, types, member.TypeId))
            {
                return null;
            }

            access.EnterMember(member, index, named: true);
        }

        return access;
    }

    private void SkipRoots(int count)
    {
        Steps.Add((null, count, TypeId));
        if (count != 0) BitOffset = 8L * count * types.SizeOf(TypeId);
    }

    private void EnterMember(BtfMember member, int index, bool named)
    {
        BitOffset += member.BitOffset;
        TypeId = member.TypeId;
        BitfieldSize = member.BitfieldSize;
        if (named) Steps.Add((member.Name, index, member.TypeId));
    }

    private bool TryEnterElement(int index)
    {
        BtfType array = types[types.Resolve(TypeId)];

        // Nothing bounds an array without a length: it is the end of a struct.
        if (array.Kind != BtfKind.Array || array.ElementCount != 0 && (uint)index >= array.ElementCount) return false;
        BitOffset += 8L * index * types.SizeOf(array.TypeId);
        TypeId = array.TypeId;
        BitfieldSize = 0;
        Steps.Add((null, index, array.TypeId));
        return true;
    }
}
