// Rests on: Documentation/bpf (maps with special fields), what 6.1, 6.12, 6.18 and 7.2 said of pointers to each.
using Bpf.Verifier.Types;

namespace Bpf.Verifier.Objects;

/// <summary>The kernel structures that a map value may own: one row a structure.</summary>
internal static class KptrTypes
{
    // Owned pointers are given back when the map goes: by the function named, where the kernel has it. What RCU protects may be
    // looked at without owning it.
    private static readonly (string Struct, string Release, bool Rcu)[] Rows =
    [
        ("task_struct",         "bpf_task_release",            true),
        ("cgroup",              "bpf_cgroup_release",          true),
        ("bpf_cpumask",         "bpf_cpumask_release",         true),
        ("bpf_crypto_ctx",      "bpf_crypto_ctx_release",      true),
        ("prog_test_ref_kfunc", "bpf_kfunc_call_test_release", true),
        ("prog_test_member",    "bpf_kfunc_call_memb_release", false),
        ("sk_buff",             "bpf_kfree_skb",               false),
    ];

    /// <summary>True where the kernel knows how to give one back.</summary>
    public static bool CanBeOwned(string name, KernelTypes kernel)
    {
        foreach ((string structure, string release, _) in Rows)
        {
            if (structure == name)
            {
                return kernel.Types.Find(release, Core.Btf.BtfKind.Func) != 0;
            }
        }

        return false;
    }

    /// <summary>True where one stays until the RCU section ends.</summary>
    public static bool IsRcuProtected(string name)
    {
        foreach ((string structure, _, bool rcu) in Rows)
        {
            if (structure == name)
            {
                return rcu;
            }
        }

        return false;
    }
}
