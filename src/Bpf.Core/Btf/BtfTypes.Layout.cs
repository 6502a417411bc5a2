using System;
using System.Collections.Generic;
using System.Text;

namespace Bpf.Core.Btf;

public sealed partial class BtfTypes
{
    /// <summary>The type behind modifiers and typedefs.</summary>
    /// <param name="id">Any type.</param>
    /// <returns>A type that is none of <c>const</c>, <c>volatile</c>, <c>restrict</c>, tag and typedef.</returns>
    /// <exception cref="BpfFormatException">The chain of types does not end.</exception>
    public int Resolve(int id)
    {
        for (int depth = 0; depth < BtfFormat.MaxDepth; depth++)
        {
            BtfType type = this[id];
            if (!type.IsModifier && type.Kind != BtfKind.Typedef) return id;
            id = type.TypeId;
        }

        throw new BpfFormatException($"BTF type {id} refers to itself.");
    }

    /// <summary>The type behind modifiers, typedefs kept.</summary>
    /// <param name="id">Any type.</param>
    /// <exception cref="BpfFormatException">The chain of types does not end.</exception>
    public int SkipModifiers(int id)
    {
        for (int depth = 0; depth < BtfFormat.MaxDepth; depth++)
        {
            BtfType type = this[id];
            if (!type.IsModifier) return id;
            id = type.TypeId;
        }

        throw new BpfFormatException($"BTF type {id} refers to itself.");
    }

    /// <summary>Bytes that a value of the type takes.</summary>
    /// <param name="id">Any type that has values, or a variable.</param>
    /// <exception cref="BpfFormatException">The type has no size, or one above 2 GiB, or contains itself.</exception>
    public int SizeOf(int id)
    {
        long count = 1;
        for (int depth = 0; depth < BtfFormat.MaxDepth; depth++)
        {
            BtfType type = this[Resolve(id)];
            switch (type.Kind)
            {
                case BtfKind.Int or BtfKind.Float or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64
                    or BtfKind.Datasec or BtfKind.Ptr:
                    long size = count * (type.Kind == BtfKind.Ptr ? 8 : (uint)type.Size);
                    if (size > int.MaxValue) throw new BpfFormatException($"BTF type {id} is larger than 2 GiB.");
                    return (int)size;
                case BtfKind.Array:
                    count *= type.ElementCount;
                    if (count > int.MaxValue) throw new BpfFormatException($"BTF type {id} is larger than 2 GiB.");
                    id = type.TypeId;
                    break;
                case BtfKind.Var:
                    id = type.TypeId;
                    break;
                default:
                    throw new BpfFormatException($"BTF type {id}, {type.Kind}, has no size.");
            }
        }

        throw new BpfFormatException($"BTF type {id} refers to itself.");
    }

    /// <summary>Finds a member by name, in anonymous structs and unions too.</summary>
    /// <param name="id">A struct or union, perhaps behind modifiers and typedefs.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="member">The member, its offset counted from the start of the outermost.</param>
    public bool TryFindMember(int id, string name, out BtfMember member)
    {
        Stack<(int Id, int BitOffset)> waiting = new([(Resolve(id), 0)]);
        HashSet<int> seen = [];
        byte[] wanted = Encoding.UTF8.GetBytes(name + "\0");
        while (waiting.Count > 0)
        {
            (int aggregate, int start) = waiting.Pop();
            BtfType type = this[aggregate];
            if (type.Kind is not (BtfKind.Struct or BtfKind.Union) || !seen.Add(aggregate)) continue;
            int length = type.Length;
            for (int i = 0; i < length; i++)
            {
                // Structures have hundreds of members: no string is made of a name that is another's.
                ReadOnlySpan<byte> text = StringBytes((int)Word(aggregate, 3 + 3 * i));
                bool isFound = text.StartsWith(wanted);
                if (!isFound && text[0] != 0) continue;
                BtfMember candidate = type.Member(i);
                candidate = candidate with { BitOffset = unchecked(candidate.BitOffset + start) };
                if (isFound)
                {
                    member = candidate;
                    return true;
                }

                waiting.Push((Resolve(candidate.TypeId), candidate.BitOffset));
            }
        }

        member = default;
        return false;
    }
}
