// Rests on: include/uapi/linux/bpf.h (the structures), libbpf's bpf_helpers.h (the tags), the changelog for releases.
using System;
using Bpf.Core.Btf;

namespace Bpf.Verifier.Objects;

/// <summary>How BTF names special fields, and since when kernels know them: one row a name.</summary>
internal static class SpecialFieldKinds
{
    private static readonly (SpecialFieldKind Kind, string Struct, int Size, Version Since)[] Structs =
    [
        (SpecialFieldKind.SpinLock,    "bpf_spin_lock",      4, new(5, 1)),
        (SpecialFieldKind.Timer,       "bpf_timer",         16, new(5, 15)),
        (SpecialFieldKind.ListHead,    "bpf_list_head",     16, new(6, 2)),
        (SpecialFieldKind.ListNode,    "bpf_list_node",     24, new(6, 2)),
        (SpecialFieldKind.RbRoot,      "bpf_rb_root",       16, new(6, 3)),
        (SpecialFieldKind.RbNode,      "bpf_rb_node",       32, new(6, 3)),
        (SpecialFieldKind.Refcount,    "bpf_refcount",       4, new(6, 4)),
        (SpecialFieldKind.WorkQueue,   "bpf_wq",            16, new(6, 10)),
        (SpecialFieldKind.ResSpinLock, "bpf_res_spin_lock",  4, new(6, 15)),
        (SpecialFieldKind.TaskWork,    "bpf_task_work",      8, new(6, 18)),
    ];

    private static readonly Version OwnedNodes = new(6, 5);

    private static readonly (SpecialFieldKind Kind, string Tag, Version Since, Version? Until)[] Tags =
    [
        (SpecialFieldKind.KptrUnref,  "kptr",           new(5, 19), new(6, 3)),
        (SpecialFieldKind.KptrRef,    "kptr_ref",       new(5, 19), new(6, 3)),
        (SpecialFieldKind.KptrUnref,  "kptr_untrusted", new(6, 3),  null),
        (SpecialFieldKind.KptrRef,    "kptr",           new(6, 3),  null),
        (SpecialFieldKind.KptrPercpu, "percpu_kptr",    new(6, 7),  null),
        (SpecialFieldKind.Uptr,       "uptr",           new(6, 13), null),
    ];

    /// <summary>The kind of a structure of that name and size.</summary>
    public static SpecialFieldKind OfStruct(BtfType type, Version kernel)
    {
        // Before 6.5 nodes of lists and trees were a word smaller.
        bool smaller = kernel < OwnedNodes;
        foreach ((SpecialFieldKind kind, string text, int size, Version since) in Structs)
        {
            bool fits = type.Size == size || (smaller && (kind & SpecialFieldKind.GraphNode) != 0 && type.Size == size - 8);
            if (text == type.Name && fits && since <= kernel)
            {
                return kind;
            }
        }

        return SpecialFieldKind.None;
    }

    /// <summary>The kind of a pointer to a type with that tag.</summary>
    public static SpecialFieldKind OfTag(string tag, Version kernel)
    {
        foreach ((SpecialFieldKind kind, string text, Version since, Version? until) in Tags)
        {
            if (text == tag && since <= kernel && (until is null || kernel < until))
            {
                return kind;
            }
        }

        return SpecialFieldKind.None;
    }

    /// <summary>The kernel's word for a kind.</summary>
    public static string Name(SpecialFieldKind kind)
    {
        foreach ((SpecialFieldKind row, string text, _, _) in Structs)
        {
            if (row == kind)
            {
                return text;
            }
        }

        return kind switch
        {
            SpecialFieldKind.KptrPercpu => "percpu_kptr",
            SpecialFieldKind.Uptr => "uptr",
            _ => "kptr",
        };
    }
}
