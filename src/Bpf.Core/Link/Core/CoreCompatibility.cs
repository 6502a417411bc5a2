using System;
using System.Collections.Generic;
using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>Which types of two BTFs CO-RE takes for the same.</summary>
/// <remarks>Source: docs.kernel.org/bpf/llvm_reloc.html and libbpf's documentation of CO-RE relocations; tested against libbpf.</remarks>
internal static class CoreCompatibility
{
    /// <summary>The name without its flavor: <c>task_struct___old</c> stands for <c>task_struct</c>.</summary>
    public static string EssentialName(string name)
    {
        int flavor = name.LastIndexOf("___", StringComparison.Ordinal);
        return flavor > 0 && flavor + 3 < name.Length && name[flavor + 3] != '_' && name[flavor - 1] != '_' ? name.Substring(0, flavor) : name;
    }

    /// <summary>True where a type of this kind may stand for one of that kind.</summary>
    public static bool KindsMatch(BtfKind a, BtfKind b) => a == b || IsEnum(a) && IsEnum(b);

    /// <summary>True where a field of one type may stand for a field of the other.</summary>
    public static bool FieldsMatch(BtfTypes local, int localId, BtfTypes target, int targetId)
    {
        for (int depth = 0; depth < BtfFormat.MaxDepth; depth++)
        {
            BtfType mine = local[local.Resolve(localId)];
            BtfType theirs = target[target.Resolve(targetId)];
            bool composite = mine.Kind is BtfKind.Struct or BtfKind.Union;
            if (composite && theirs.Kind is BtfKind.Struct or BtfKind.Union) return true;
            if (!KindsMatch(mine.Kind, theirs.Kind)) return false;
            switch (mine.Kind)
            {
                case BtfKind.Ptr or BtfKind.Float or BtfKind.Int:
                    return true;
                case BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd:
                    return mine.NameOffset == 0 || theirs.NameOffset == 0 || EssentialName(mine.Name) == EssentialName(theirs.Name);
                case BtfKind.Array:
                    localId = mine.TypeId;
                    targetId = theirs.TypeId;
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True where the types are of one shape: kinds along pointers, arrays and prototypes agree; names are not compared.</summary>
    public static bool TypesMatch(BtfTypes local, int localId, BtfTypes target, int targetId)
    {
        // Prototypes branch, in both senses: what waits is bounded, so that prototypes of prototypes end.
        const int MaxSteps = 1024;
        Stack<(int Local, int Target)> waiting = new([(localId, targetId)]);
        for (int step = 0; waiting.Count > 0; step++)
        {
            if (step == MaxSteps) return false;
            (int mineId, int theirsId) = waiting.Pop();
            BtfType mine = local[local.Resolve(mineId)];
            BtfType theirs = target[target.Resolve(theirsId)];
            if (!KindsMatch(mine.Kind, theirs.Kind) || mine.Kind == BtfKind.FuncProto && mine.Length != theirs.Length) return false;
            switch (mine.Kind)
            {
                case BtfKind.Void or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Fwd or BtfKind.Int:
                    break;
                case BtfKind.Ptr or BtfKind.Array:
                    waiting.Push((mine.TypeId, theirs.TypeId));
                    break;
                case BtfKind.FuncProto:
                    waiting.Push((mine.TypeId, theirs.TypeId));
                    for (int i = 0; i < mine.Length; i++)
                        waiting.Push((mine.Parameter(i).TypeId, theirs.Parameter(i).TypeId));
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool IsEnum(BtfKind kind) => kind is BtfKind.Enum or BtfKind.Enum64;
}
