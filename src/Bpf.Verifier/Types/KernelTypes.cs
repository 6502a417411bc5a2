// Rests on: the structures named NAME__safe_rcu, NAME__safe_trusted and so on in kernels' BTF, experiments on a running 6.18.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Bpf.Core.Btf;

namespace Bpf.Verifier.Types;

/// <summary>The kernel's types, and what verification asks of them again and again.</summary>
internal sealed class KernelTypes
{
    // One for each BTF, for as long as that lives.
    private static readonly ConditionalWeakTable<BtfTypes, KernelTypes> Known = new();

    private readonly StructWalk walk;
    private readonly Dictionary<(int, int, int), Field> fields = [];
    private readonly Dictionary<string, int> structs = [];
    private readonly Dictionary<(int, string), (int Start, int End)> ranges = [];

    private KernelTypes(BtfTypes types, BehaviorSwitches rules)
    {
        Types = types;
        walk = new(types, rules.UnionsAreUntrusted);
    }

    /// <summary>Finds fields, and tells types apart.</summary>
    public StructWalk Structs => walk;

    /// <summary>The BTF.</summary>
    public BtfTypes Types { get; }

    /// <summary>What is known of a kernel's BTF.</summary>
    public static KernelTypes Of(BtfTypes types, BehaviorSwitches rules)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(types, out KernelTypes? known))
            {
                Known.Add(types, known = new(types, rules));
            }

            return known;
        }
    }

    /// <summary>The structure (or union) of a name; 0 where there is none.</summary>
    public int FindStruct(string name)
    {
        lock (structs)
        {
            if (!structs.TryGetValue(name, out int id))
            {
                id = Types.Find(name, BtfKind.Struct);
                id = id != 0 ? id : Types.Find(name, BtfKind.Union);
                structs.Add(name, id);
            }

            return id;
        }
    }

    /// <summary>The types of a name and kind; a suffix <c>___FLAVOR</c> of either name doesn't count.</summary>
    /// <param name="wanted">A type of another BTF.</param>
    public IReadOnlyList<int> Candidates(BtfType wanted)
    {
        const string Flavor = "___", Init = "___init";
        int suffix = wanted.Name.LastIndexOf(Flavor, StringComparison.Ordinal);
        string name = suffix > 0 ? wanted.Name.Substring(0, suffix) : wanted.Name;
        return name.Length == 0 ? [] : [.. Types.FindAll(name).Concat(Types.FindAll(name + Init)).Where(id => Types[id].Kind == wanted.Kind)];
    }

    /// <summary>As <see cref="StructWalk.Find"/>.</summary>
    public Field FindField(int structId, int off, int size)
    {
        lock (fields)
        {
            if (!fields.TryGetValue((structId, off, size), out Field field))
            {
                fields.Add((structId, off, size), field = walk.Find(structId, off, size));
            }

            return field;
        }
    }

    /// <summary>Where a member of members of a structure is, in bytes; an empty range where the kernel has none.</summary>
    /// <param name="structId">The structure.</param>
    /// <param name="path">The members' names with points between.</param>
    public (int Start, int End) RangeOf(int structId, string path)
    {
        lock (ranges)
        {
            if (!ranges.TryGetValue((structId, path), out (int, int) range))
            {
                ranges.Add((structId, path), range = FindRange(structId, path));
            }

            return range;
        }
    }

    private (int Start, int End) FindRange(int structId, string path)
    {
        int start = 0, type = structId;
        foreach (string name in path.Split('.'))
        {
            if (!Types.TryFindMember(type, name, out BtfMember member))
            {
                return default;
            }

            start += member.BitOffset / 8;
            type = member.TypeId;
        }

        return (start, start + Types.SizeOf(type));
    }

    /// <summary>
    /// True where the kernel vouches for a field: a structure of the same name with a suffix lists it, with the same type.
    /// </summary>
    /// <param name="structId">The structure that a pointer was loaded from.</param>
    /// <param name="field">The field.</param>
    /// <param name="suffix">For example <c>__safe_rcu</c>.</param>
    public bool Vouches(int structId, in Field field, string suffix)
    {
        int list = FindStruct(Types[structId].Name + suffix);
        if (list == 0)
        {
            return false;
        }

        BtfType type = Types[list];
        for (int i = 0; i < type.Length; i++)
        {
            BtfMember member = type.Member(i);
            if (member.Name == field.Name)
            {
                BtfType pointer = Types[Types.Resolve(member.TypeId)];
                return pointer.Kind == BtfKind.Ptr && Types.Resolve(pointer.TypeId) == field.TypeId;
            }
        }

        return false;
    }
}
