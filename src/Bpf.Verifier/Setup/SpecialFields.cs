// Rests on: Documentation/bpf/kfuncs.rst, include/uapi/linux/bpf.h (the structures named), libbpf's bpf_helpers.h (the tags).
using Bpf.Core.Btf;

namespace Bpf.Verifier.Setup;

/// <summary>Finds fields of map values that the kernel treats specially.</summary>
internal static class SpecialFields
{
    private const int MaxDepth = 16;

    /// <summary>True where the type has one, however deep.</summary>
    public static bool Contains(BtfTypes types, int id, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        BtfType type = types[types.SkipModifiers(id)];
        switch (type.Kind)
        {
            case BtfKind.Typedef or BtfKind.Var:
                return Contains(types, type.TypeId, depth + 1);
            case BtfKind.Array:
                return Contains(types, type.TypeId, depth + 1);
            case BtfKind.Ptr:
                return types[type.TypeId].Kind == BtfKind.TypeTag && IsSpecialTag(types[type.TypeId].Name);
            case BtfKind.Struct or BtfKind.Union:
                if (IsSpecialStruct(type.Name))
                {
                    return true;
                }

                for (int i = 0; i < type.Length; i++)
                {
                    if (Contains(types, type.Member(i).TypeId, depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            case BtfKind.Datasec:
                for (int i = 0; i < type.Length; i++)
                {
                    if (Contains(types, type.Variable(i).TypeId, depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static bool IsSpecialStruct(string name) => name is "bpf_spin_lock" or "bpf_res_spin_lock" or "bpf_timer" or "bpf_wq"
        or "bpf_list_head" or "bpf_list_node" or "bpf_rb_root" or "bpf_rb_node" or "bpf_refcount" or "bpf_task_work";

    private static bool IsSpecialTag(string name) => name is "kptr" or "kptr_untrusted" or "percpu_kptr" or "uptr";
}
