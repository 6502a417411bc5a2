// Rests on: probes of 5.10, 6.12.107, 6.18.44 and 7.2.13: every bpf_iter_* function loaded, its arguments' types read from the log.
using System.Collections.Generic;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Setup;

/// <summary>The contexts of iterators: one row an iterator, the arguments that are more than their type says.</summary>
internal static class IteratorContexts
{
    private const RegisterType Object = RegisterType.PtrToBtfId | RegisterType.MaybeNull;
    private const RegisterType TrustedObject = Object | RegisterType.Trusted;
    private const RegisterType Buffer = RegisterType.PtrToBuf | RegisterType.MaybeNull;
    private const RegisterType ReadOnlyBuffer = Buffer | RegisterType.MemRdonly;

    private static readonly Dictionary<string, (int Argument, RegisterType Type)[]> Rows = new()
    {
        ["bpf_link"] = [(1, Object)],
        ["bpf_map"] = [(1, TrustedObject)],
        ["bpf_map_elem"] = [(2, ReadOnlyBuffer), (3, Buffer)],
        ["bpf_prog"] = [(1, Object)],
        ["bpf_sk_storage_map"] = [(2, Object), (3, Buffer)],
        ["cgroup"] = [(1, TrustedObject)],
        ["dmabuf"] = [(1, Object)],
        ["ipv6_route"] = [(1, Object)],
        ["kmem_cache"] = [(1, TrustedObject)],
        ["ksym"] = [(1, Object)],
        ["netlink"] = [(1, Object)],
        ["sockmap"] = [(2, ReadOnlyBuffer), (3, Object)],
        ["task"] = [(1, TrustedObject)],
        ["task_file"] = [(1, Object), (3, Object)],
        ["task_vma"] = [(1, Object), (2, Object)],
        ["tcp"] = [(1, TrustedObject)],
        ["udp"] = [(1, TrustedObject)],
        ["unix"] = [(1, Object)],
    };

    /// <summary>True where there is such an iterator.</summary>
    public static bool Contains(string iterator) => Rows.ContainsKey(iterator);

    /// <summary>What an argument is, where its type alone does not say it; null else.</summary>
    public static RegisterType? Find(string iterator, int argument, BehaviorSwitches rules)
    {
        foreach ((int at, RegisterType type) in Rows[iterator])
        {
            if (at == argument)
            {
                return rules.TrustedPointers ? type : type & ~RegisterType.Trusted;
            }
        }

        return null;
    }
}
