using System.Collections.Generic;

namespace Bpf.Verifier.Kfuncs;

/// <summary>Kernel functions that the kernel's verifier treats each in its own way.</summary>
internal static class SpecialKfuncs
{
    private static readonly HashSet<string> Unknown =
    [
        "bpf_throw",
        "bpf_obj_new_impl", "bpf_percpu_obj_new_impl", "bpf_obj_drop_impl", "bpf_percpu_obj_drop_impl", "bpf_refcount_acquire_impl",
        "bpf_list_push_front_impl", "bpf_list_push_back_impl", "bpf_list_pop_front", "bpf_list_pop_back", "bpf_list_front", "bpf_list_back",
        "bpf_rbtree_remove", "bpf_rbtree_add_impl", "bpf_rbtree_first", "bpf_rbtree_root", "bpf_rbtree_left", "bpf_rbtree_right",
        "bpf_dynptr_slice", "bpf_dynptr_slice_rdwr",
        "bpf_local_irq_save", "bpf_local_irq_restore",
        "bpf_wq_init", "bpf_wq_set_callback_impl", "bpf_wq_start",
        "bpf_arena_alloc_pages", "bpf_arena_free_pages",
        "bpf_iter_css_task_new", "bpf_iter_task_new",
        "bpf_xdp_metadata_rx_timestamp", "bpf_xdp_metadata_rx_hash", "bpf_xdp_metadata_rx_vlan_tag",
    ];

    /// <summary>True where that isn't modeled.</summary>
    public static bool IsUnknown(string name) => Unknown.Contains(name);
}
