// Rests on: Documentation/bpf (maps with special fields), libbpf's bpf_helpers.h and bpf_experimental.h (tags), experiments with
// map creation on 6.18.
using System;
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Verifier.Types;

namespace Bpf.Verifier.Objects;

/// <summary>Finds the special fields of a type of the program's BTF.</summary>
/// <param name="types">The program's BTF.</param>
/// <param name="kernel">The kernel's version.</param>
/// <param name="kernelTypes">The kernel's types, asked for where there are pointers to structures.</param>
internal sealed class ObjectFieldsReader(BtfTypes types, Version kernel, Func<KernelTypes> kernelTypes)
{
    private const string Contains = "contains:";
    private const int MaxDepth = 16;
    private const int PointerSize = 8;

    /// <summary>The first kernel that looks into nested structures and arrays.</summary>
    private static readonly Version Nested = new(6, 11);

    /// <summary>How many fields a value may have (<c>BTF_FIELDS_MAX</c>; 8 pointers before there was that).</summary>
    private int MaxFields => kernel >= OwnObjects ? 11 : 8;

    /// <summary>The first kernel that keeps objects that programs allocate.</summary>
    private static readonly Version OwnObjects = new(6, 4);

    private readonly List<SpecialField> found = [];
    private bool invalid;
    private SpecialFieldKind wanted;

    /// <param name="id">A structure, a section of globals, or anything else (which has none).</param>
    /// <param name="kinds">Which kinds count.</param>
    public ObjectFields Read(int id, SpecialFieldKind kinds)
    {
        found.Clear();
        invalid = false;
        wanted = kinds;
        BtfType type = types[id];
        if (type.Kind == BtfKind.Datasec)
        {
            for (int i = 0; i < type.Length; i++)
            {
                BtfSectionVariable variable = type.Variable(i);
                AddVariable(variable.TypeId, types[variable.TypeId].TypeId, -1, variable.Offset, 0);
            }
        }
        else
        {
            AddMembers(type, 0, 0);
        }

        found.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return found.Count == 0 || found.Count > MaxFields || invalid || !IsConsistent() ? ObjectFields.None : new([.. found]);
    }

    /// <summary>Where the kernel finds fields that can't be together, it takes the value to have none.</summary>
    private bool IsConsistent()
    {
        SpecialFieldKind kinds = SpecialFieldKind.None, twice = SpecialFieldKind.None;
        foreach (SpecialField field in found)
        {
            twice |= kinds & field.Kind;
            kinds |= field.Kind;
        }

        const SpecialFieldKind OnlyOnce = SpecialFieldKind.AnyLock | SpecialFieldKind.Timer | SpecialFieldKind.WorkQueue
            | SpecialFieldKind.TaskWork | SpecialFieldKind.Refcount;
        return (twice & OnlyOnce) == 0 && (kinds & SpecialFieldKind.AnyLock) != SpecialFieldKind.AnyLock
            && ((kinds & SpecialFieldKind.GraphRoot) == 0 || (kinds & SpecialFieldKind.AnyLock) != 0)
            && ((kinds & SpecialFieldKind.GraphNode) != SpecialFieldKind.GraphNode || (kinds & SpecialFieldKind.Refcount) != 0);
    }

    private void AddMembers(BtfType type, int offset, int depth)
    {
        if (type.Kind is not (BtfKind.Struct or BtfKind.Union) || depth > MaxDepth)
        {
            return;
        }

        for (int i = 0; i < type.Length; i++)
        {
            BtfMember member = type.Member(i);
            AddVariable(type.Id, member.TypeId, i, offset + member.BitOffset / 8, depth);
        }
    }

    /// <param name="owner">What a declaration tag would be on: the structure or the variable.</param>
    /// <param name="id">The variable's type.</param>
    /// <param name="component">Its index in the structure; -1 for a variable.</param>
    /// <param name="offset">Bytes from the start of the value.</param>
    /// <param name="depth">How deep it is nested.</param>
    private void AddVariable(int owner, int id, int component, int offset, int depth)
    {
        uint count = 1;
        for (int i = 0; i < MaxDepth && kernel >= Nested && types[id].Kind == BtfKind.Array; i++)
        {
            count *= types[id].ElementCount;
            id = types[id].TypeId;
        }

        BtfType type = types[id];
        int start = found.Count;
        int size = Add(owner, type, component, offset, depth);
        int fields = found.Count - start;
        for (int element = 1; element < count && fields > 0; element++)
        {
            for (int i = 0; i < fields; i++)
            {
                SpecialField first = found[start + i];
                found.Add(first with { Offset = first.Offset + element * size });
            }
        }
    }

    /// <summary>Adds the field, or those in it; gives the type's size.</summary>
    private int Add(int owner, BtfType type, int component, int offset, int depth)
    {
        if (type.Kind is not (BtfKind.Struct or BtfKind.Union))
        {
            AddPointer(type, offset);
            return PointerSize;
        }

        SpecialFieldKind kind = SpecialFieldKinds.OfStruct(type, kernel) & wanted;
        if ((kind & SpecialFieldKind.GraphRoot) != 0)
        {
            AddRoot(kind, owner, component, offset, type.Size);
        }
        else if (kind != SpecialFieldKind.None)
        {
            found.Add(new(kind, offset, type.Size));
        }
        else if (kernel >= Nested)
        {
            AddMembers(type, offset, depth + 1);
        }

        return type.Size;
    }

    private void AddPointer(BtfType type, int offset)
    {
        BtfType pointer = type.Kind == BtfKind.Volatile ? types[type.TypeId] : type;
        BtfType tag = types[pointer.TypeId];
        if (pointer.Kind != BtfKind.Ptr || tag.Kind != BtfKind.TypeTag || tag.KindFlag)
        {
            return;
        }

        SpecialFieldKind kind = SpecialFieldKinds.OfTag(tag.Name, kernel);
        BtfType target = types[types.Resolve(tag.TypeId)];
        if (kind == SpecialFieldKind.None || types[tag.TypeId].Kind == BtfKind.TypeTag || target.Kind != BtfKind.Struct)
        {
            invalid = true;
        }
        else if ((kind & wanted) != 0)
        {
            found.Add(PointerTo(kind, target, offset));
        }
    }

    /// <summary>A structure that the kernel has is the kernel's; others are the program's own.</summary>
    private SpecialField PointerTo(SpecialFieldKind kind, BtfType target, int offset)
    {
        KernelTypes types = kernelTypes();
        int id = kind == SpecialFieldKind.Uptr ? 0 : types.Types.Find(target.Name, BtfKind.Struct);
        invalid |= id != 0 ? kind == SpecialFieldKind.KptrRef && !KptrTypes.CanBeOwned(target.Name, types)
            : kind != SpecialFieldKind.Uptr && kernel < OwnObjects;
        return new(kind, offset, PointerSize, id != 0 ? id : target.Id, InKernel: id != 0);
    }

    /// <summary>Where the node is that links objects into such a list or tree; -1 where there is none.</summary>
    private int NodeOffset(SpecialFieldKind root, int holder, string name)
    {
        SpecialFieldKind node = root == SpecialFieldKind.ListHead ? SpecialFieldKind.ListNode : SpecialFieldKind.RbNode;
        return holder != 0 && types.TryFindMember(holder, name, out BtfMember member)
            && types[member.TypeId] is { Kind: BtfKind.Struct } type && SpecialFieldKinds.OfStruct(type, kernel) == node
            ? member.BitOffset / 8 : -1;
    }

    /// <summary>Lists and trees say in a tag what they hold: <c>contains:STRUCT:MEMBER</c>.</summary>
    private void AddRoot(SpecialFieldKind kind, int owner, int component, int offset, int size)
    {
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType tag = types[id];
            if (tag.Kind == BtfKind.DeclTag && tag.TypeId == owner && tag.ComponentIndex == component
                && tag.Name.StartsWith(Contains, StringComparison.Ordinal))
            {
                string[] parts = tag.Name.Substring(Contains.Length).Split(':');
                int holder = types.Find(parts[0], BtfKind.Struct);
                int node = NodeOffset(kind, holder, parts.Length > 1 ? parts[1] : "");
                found.Add(new(kind, offset, size, holder, node));
                invalid |= node < 0;
                return;
            }
        }

        invalid = true;
    }
}
