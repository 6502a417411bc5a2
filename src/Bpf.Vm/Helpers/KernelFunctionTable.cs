using System.Collections.Generic;

namespace Bpf.Vm.Helpers;

/// <summary>The kernel functions (kfuncs) that are simulated, one row each, by name. They are called as helpers are.</summary>
internal static class KernelFunctionTable
{
    // One program runs at a time, and nothing goes away meanwhile.
    private static readonly HelperBody s_nothing = (_, _, _, _, _, _) => 0;

    private static readonly Dictionary<string, HelperBody> Rows = new()
    {
        ["bpf_iter_num_new"] = NumberIterators.New,
        ["bpf_iter_num_next"] = NumberIterators.Next,
        ["bpf_iter_num_destroy"] = NumberIterators.Destroy,

        ["bpf_dynptr_from_xdp"] = DynptrHelpers.FromPacket,
        ["bpf_dynptr_from_skb"] = DynptrHelpers.FromPacket,

        ["bpf_wq_init"] = WorkQueues.Init,
        ["bpf_wq_set_callback"] = WorkQueues.SetCallback,
        ["bpf_wq_set_callback_impl"] = WorkQueues.SetCallback,
        ["bpf_wq_start"] = WorkQueues.Start,

        ["bpf_rcu_read_lock"] = s_nothing,
        ["bpf_rcu_read_unlock"] = s_nothing,
        ["bpf_preempt_disable"] = s_nothing,
        ["bpf_preempt_enable"] = s_nothing,
    };

    /// <summary>The body of a function, or null where it is not simulated.</summary>
    /// <param name="name">Its name in the kernel.</param>
    public static HelperBody? Find(string name) => Rows.TryGetValue(name, out HelperBody? body) ? body : null;

    /// <summary>The functions that are simulated.</summary>
    public static IEnumerable<string> All => Rows.Keys;
}
