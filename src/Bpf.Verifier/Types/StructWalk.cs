// Rests on: Documentation/bpf/btf.rst, messages of real verdicts, experiments on a running 6.18 (holes, bit fields, arrays, unions).
using Bpf.Core.Btf;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Types;

/// <summary>Finds the field of a structure that an access of some bytes at some offset meets.</summary>
/// <param name="types">The BTF that the structures are in.</param>
/// <param name="unionsAreUntrusted">True where members of unions may be read whole: before 6.6 only as they are.</param>
internal sealed class StructWalk(BtfTypes types, bool unionsAreUntrusted)
{
    /// <summary>The field that a load of <paramref name="size"/> bytes at <paramref name="off"/> reads.</summary>
    /// <param name="structId">The structure.</param>
    /// <param name="off">Bytes from its start, not negative.</param>
    /// <param name="size">Bytes.</param>
    public Field Find(int structId, int off, int size)
    {
        RegisterType flags = 0;
        int id = types.Resolve(structId);
        while (true)
        {
            BtfType type = types[id];
            if (type.Kind is not (BtfKind.Struct or BtfKind.Union))
            {
                return new(FieldKind.None, Error: $"Type '{type.Name}' is not a struct");
            }

            if (unionsAreUntrusted && type.Kind == BtfKind.Union && type.Length != 1)
            {
                // Which of the members is meant, nobody knows.
                flags |= RegisterType.Untrusted;
            }

            if (off + size > type.Size)
            {
                if (!EntersFlexibleArray(type, ref off, out int element))
                {
                    return new(FieldKind.None, Error: $"access beyond struct {type.Name} at off {off} size {size}");
                }

                if (types[element].Kind == BtfKind.Int)
                {
                    return new(FieldKind.Scalar, Flags: flags);
                }

                id = element;
                continue;
            }

            if (!TryFindMember(type, off, size, out Place place))
            {
                return new(FieldKind.None, Error: $"struct {type.Name} doesn't have field at offset {off}");
            }

            if (place.IsBitField)
            {
                return new(FieldKind.Scalar, Flags: flags);
            }

            BtfType met = types[place.TypeId];
            if (met.Kind is BtfKind.Struct or BtfKind.Union)
            {
                off -= place.Offset;
                id = place.TypeId;
                continue;
            }

            return met.Kind == BtfKind.Ptr ? PointerAt(type, met, in place, off, size, flags) : ScalarAt(type, in place, off, size, flags);
        }
    }

    /// <summary>
    /// True where a pointer to a place in a structure is one to a structure of another type too: the first members, one in the
    /// other, that begin just there.
    /// </summary>
    /// <param name="structId">The structure pointed into.</param>
    /// <param name="off">Bytes from its start.</param>
    /// <param name="wanted">The type asked for.</param>
    /// <param name="strict">True where only the structure itself counts.</param>
    public bool IsSame(int structId, int off, int wanted, bool strict)
    {
        int id = types.Resolve(structId);
        wanted = types.Resolve(wanted);
        if (off == 0 && id == wanted)
        {
            return true;
        }

        while (!strict && types[id] is { Kind: BtfKind.Struct or BtfKind.Union } type)
        {
            if (off + 1 > type.Size)
            {
                if (!EntersFlexibleArray(type, ref off, out int element))
                {
                    return false;
                }

                id = element;
                continue;
            }

            if (!TryFindMember(type, off, 1, out Place place) || place.IsBitField)
            {
                return false;
            }

            off -= place.Offset;
            id = place.TypeId;
            if (off == 0 && id == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static Field ScalarAt(BtfType type, in Place place, int off, int size, RegisterType flags) =>
        off + size > place.End && (flags & RegisterType.Untrusted) == 0
            ? new(FieldKind.None, Error:
                $"access beyond the end of member {place.Name} (mend:{place.End}) in struct {type.Name} with off {off} size {size}")
            : new(FieldKind.Scalar, Flags: flags, Name: place.Name, Struct: type.Id);

    private Field PointerAt(BtfType type, BtfType pointer, in Place place, int off, int size, RegisterType flags)
    {
        if (size != 8 || off != place.Offset)
        {
            return new(FieldKind.None, Error:
                $"cannot access ptr member {place.Name} with moff {place.Offset} in struct {type.Name} with off {off} size {size}");
        }

        int target = types.Resolve(pointer.TypeId);
        return types[target].Kind is BtfKind.Struct or BtfKind.Union
            ? new(FieldKind.Pointer, target, flags | TagOf(types, pointer), place.Name, type.Id)
            : new(FieldKind.PlainPointer, 0, flags, place.Name, type.Id);
    }

    /// <summary>What a tag on the type pointed to says.</summary>
    public static RegisterType TagOf(BtfTypes types, BtfType pointer) => types[pointer.TypeId] switch
    {
        { Kind: BtfKind.TypeTag, KindFlag: false, Name: "user" } => RegisterType.MemUser,
        { Kind: BtfKind.TypeTag, KindFlag: false, Name: "percpu" } => RegisterType.MemPercpu,
        { Kind: BtfKind.TypeTag, KindFlag: false, Name: "rcu" } => RegisterType.MemRcu,
        _ => 0,
    };

    /// <summary>Beyond a structure's end there may be elements of an array without length, its last member.</summary>
    private bool EntersFlexibleArray(BtfType type, ref int off, out int element)
    {
        element = 0;
        if (type.Length == 0)
        {
            return false;
        }

        BtfMember last = type.Member(type.Length - 1);
        BtfType array = types[types.Resolve(last.TypeId)];
        if (array.Kind != BtfKind.Array || array.ElementCount != 0 || off < last.BitOffset / 8)
        {
            return false;
        }

        element = types.Resolve(array.TypeId);
        BtfType of = types[element];
        if (of.Kind is BtfKind.Struct or BtfKind.Union && of.Size > 0)
        {
            off = (off - last.BitOffset / 8) % of.Size;
            return true;
        }

        return of.Kind == BtfKind.Int;
    }

    /// <summary>The member that covers an offset; elements of arrays count as members.</summary>
    private bool TryFindMember(BtfType type, int off, int size, out Place place)
    {
        place = default;
        for (int i = 0; i < type.Length; i++)
        {
            BtfMember member = type.Member(i);
            int start = member.BitOffset / 8;
            if (off + size <= start)
            {
                return false;
            }

            if (member.BitfieldSize > 0)
            {
                // All of its bits, and perhaps unnamed ones before it.
                if (off <= start && (member.BitOffset + member.BitfieldSize + 7) / 8 <= off + size)
                {
                    place = new(0, start, 0, member.Name, IsBitField: true);
                    return true;
                }

                continue;
            }

            if (off < start)
            {
                return false;
            }

            int end = start + types.SizeOf(member.TypeId);
            if (off >= end)
            {
                continue;
            }

            place = ElementAt(member, start, end, off);
            return true;
        }

        return false;
    }

    private Place ElementAt(BtfMember member, int start, int end, int off)
    {
        int id = types.Resolve(member.TypeId);
        while (types[id].Kind == BtfKind.Array)
        {
            id = types.Resolve(types[id].TypeId);
        }

        int size = types.SizeOf(id);
        return new(id, start + (off - start) / size * size, end, member.Name, IsBitField: false);
    }

    /// <summary>A member, or one element of it.</summary>
    /// <param name="TypeId">Its type, modifiers and arrays taken off.</param>
    /// <param name="Offset">Where it begins.</param>
    /// <param name="End">Where the member ends, all elements counted.</param>
    /// <param name="Name">The member's name.</param>
    /// <param name="IsBitField">True where it is a bit field.</param>
    private readonly record struct Place(int TypeId, int Offset, int End, string Name, bool IsBitField);
}
