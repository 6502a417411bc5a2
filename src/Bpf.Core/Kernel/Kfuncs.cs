using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using static Bpf.Core.Kernel.KfuncHooks;
using static Bpf.Core.Kernel.KfuncTraits;

namespace Bpf.Core.Kernel;

/// <summary>The table of kernel functions: one row a function. What isn't here may exist; the simulator says that it doesn't know it.</summary>
/// <remarks>
/// Hooks: every function that the BTF of 6.12.107, 6.18.44 and 7.2.13 marks as one, called from every program type there. Traits:
/// Documentation/bpf/kfuncs.rst and the registrations in the files named.
/// </remarks>
public static class Kfuncs
{
    private const KfuncHooks SkBuffs = SocketFilter | TrafficControl | TrafficAction | Cgroup | Lwt | SkSkb | Netfilter | Tracing;

    /// <summary>Every kernel function known.</summary>
    public static ImmutableArray<Kfunc> All { get; } =
    [
        // kernel/bpf/helpers.c
        new("crash_kexec",                     Generic,                         Destructive),
        new("bpf_obj_new_impl",                Generic,                         Acquires | ReturnsNull),
        new("bpf_percpu_obj_new_impl",         Generic,                         Acquires | ReturnsNull),
        new("bpf_obj_drop_impl",               Generic,                         Releases),
        new("bpf_percpu_obj_drop_impl",        Generic,                         Releases),
        new("bpf_refcount_acquire_impl",       Generic,                         Acquires | ReturnsNull | Rcu | UnderLock),
        new("bpf_list_push_front_impl",        Generic,                         UnderLock),
        new("bpf_list_push_back_impl",         Generic,                         UnderLock),
        new("bpf_list_pop_front",              Generic,                         Acquires | ReturnsNull | UnderLock),
        new("bpf_list_pop_back",               Generic,                         Acquires | ReturnsNull | UnderLock),
        new("bpf_list_front",                  Generic,                         ReturnsNull | UnderLock),
        new("bpf_list_back",                   Generic,                         ReturnsNull | UnderLock),
        new("bpf_task_acquire",                Generic,                         Acquires | Rcu | ReturnsNull),
        new("bpf_task_release",                Generic,                         Releases),
        new("bpf_rbtree_remove",               Generic,                         Acquires | ReturnsNull | UnderLock),
        new("bpf_rbtree_add_impl",             Generic,                         UnderLock | CallsBack),
        new("bpf_rbtree_first",                Generic,                         ReturnsNull | UnderLock),
        new("bpf_rbtree_root",                 Generic,                         ReturnsNull | UnderLock),
        new("bpf_rbtree_left",                 Generic,                         ReturnsNull | UnderLock),
        new("bpf_rbtree_right",                Generic,                         ReturnsNull | UnderLock),
        new("bpf_cgroup_acquire",              Generic,                         Acquires | Rcu | ReturnsNull),
        new("bpf_cgroup_release",              Generic,                         Releases),
        new("bpf_cgroup_ancestor",             Generic,                         Acquires | Rcu | ReturnsNull),
        new("bpf_cgroup_from_id",              Generic,                         Acquires | ReturnsNull),
        new("bpf_task_under_cgroup",           Generic,                         Rcu),
        new("bpf_task_get_cgroup1",            Generic,                         Acquires | Rcu | ReturnsNull),
        new("bpf_task_from_pid",               Generic,                         Acquires | ReturnsNull),
        new("bpf_task_from_vpid",              Generic,                         Acquires | ReturnsNull),
        new("bpf_throw",                       Generic,                         KfuncTraits.None),
        new("bpf_send_signal_task",            Generic,                         TrustedArguments),
        new("bpf_cast_to_kern_ctx",            Common,                          KfuncTraits.None),
        new("bpf_rdonly_cast",                 Common,                          KfuncTraits.None),
        new("bpf_rcu_read_lock",               Common,                          KfuncTraits.None),
        new("bpf_rcu_read_unlock",             Common,                          KfuncTraits.None),
        new("bpf_preempt_disable",             Common,                          KfuncTraits.None),
        new("bpf_preempt_enable",              Common,                          KfuncTraits.None),
        new("bpf_local_irq_save",              Common,                          KfuncTraits.None),
        new("bpf_local_irq_restore",           Common,                          KfuncTraits.None),
        new("bpf_dynptr_slice",                Common,                          ReturnsNull),
        new("bpf_dynptr_slice_rdwr",           Common,                          ReturnsNull),
        new("bpf_dynptr_adjust",               Common,                          KfuncTraits.None),
        new("bpf_dynptr_is_null",              Common,                          KfuncTraits.None),
        new("bpf_dynptr_is_rdonly",            Common,                          KfuncTraits.None),
        new("bpf_dynptr_size",                 Common,                          KfuncTraits.None),
        new("bpf_dynptr_clone",                Common,                          KfuncTraits.None),
        new("bpf_dynptr_copy",                 Common,                          KfuncTraits.None),
        new("bpf_dynptr_memset",               Common,                          KfuncTraits.None),
        new("bpf_iter_num_new",                Common,                          IteratorNew | UnderLock),
        new("bpf_iter_num_next",               Common,                          IteratorNext | ReturnsNull | UnderLock),
        new("bpf_iter_num_destroy",            Common,                          IteratorDestroy | UnderLock),
        new("bpf_iter_bits_new",               Common,                          IteratorNew),
        new("bpf_iter_bits_next",              Common,                          IteratorNext | ReturnsNull),
        new("bpf_iter_bits_destroy",           Common,                          IteratorDestroy),
        new("bpf_iter_task_vma_new",           Common,                          IteratorNew | Rcu),
        new("bpf_iter_task_vma_next",          Common,                          IteratorNext | ReturnsNull),
        new("bpf_iter_task_vma_destroy",       Common,                          IteratorDestroy),
        new("bpf_iter_css_task_new",           Common,                          IteratorNew | TrustedArguments),
        new("bpf_iter_css_task_next",          Common,                          IteratorNext | ReturnsNull),
        new("bpf_iter_css_task_destroy",       Common,                          IteratorDestroy),
        new("bpf_iter_css_new",                Common,                          IteratorNew | TrustedArguments | RcuProtected),
        new("bpf_iter_css_next",               Common,                          IteratorNext | ReturnsNull),
        new("bpf_iter_css_destroy",            Common,                          IteratorDestroy),
        new("bpf_iter_task_new",               Common,                          IteratorNew | TrustedArguments | RcuProtected),
        new("bpf_iter_task_next",              Common,                          IteratorNext | ReturnsNull),
        new("bpf_iter_task_destroy",           Common,                          IteratorDestroy),
        new("bpf_wq_init",                     Common,                          KfuncTraits.None),
        new("bpf_wq_set_callback_impl",        Common,                          CallsBackLater),
        new("bpf_wq_start",                    Common,                          KfuncTraits.None),
        new("bpf_task_work_schedule_signal_impl", Common,                       TrustedArguments | CallsBackLater),
        new("bpf_task_work_schedule_resume_impl", Common,                       TrustedArguments | CallsBackLater),
        new("bpf_copy_from_user_str",          Common,                          MightSleep),
        new("bpf_copy_from_user_task_str",     Common,                          MightSleep),
        new("bpf_get_kmem_cache",              Common,                          KfuncTraits.None),
        new("bpf_modify_return_test_tp",       Common,                          KfuncTraits.None),
        // kernel/bpf/arena.c
        new("bpf_arena_alloc_pages",           Common,                          TrustedArguments | MightSleep),
        new("bpf_arena_free_pages",            Common,                          TrustedArguments | MightSleep),
        new("bpf_arena_reserve_pages",         Common,                          TrustedArguments),
        // kernel/bpf/rqspinlock.c
        new("bpf_res_spin_lock",               Common,                          UnderLock),
        new("bpf_res_spin_unlock",             Common,                          UnderLock),
        new("bpf_res_spin_lock_irqsave",       Common,                          UnderLock),
        new("bpf_res_spin_unlock_irqrestore",  Common,                          UnderLock),
        // kernel/bpf/map_iter.c
        new("bpf_map_sum_elem_count",          Common,                          TrustedArguments),
        // kernel/bpf/cpumask.c
        new("bpf_cpumask_create",              Cpumask,                         Acquires | ReturnsNull),
        new("bpf_cpumask_release",             Cpumask,                         Releases),
        new("bpf_cpumask_acquire",             Cpumask,                         Acquires | TrustedArguments),
        new("bpf_cpumask_first",               Cpumask,                         Rcu),
        new("bpf_cpumask_first_zero",          Cpumask,                         Rcu),
        new("bpf_cpumask_first_and",           Cpumask,                         Rcu),
        new("bpf_cpumask_set_cpu",             Cpumask,                         Rcu),
        new("bpf_cpumask_clear_cpu",           Cpumask,                         Rcu),
        new("bpf_cpumask_test_cpu",            Cpumask,                         Rcu),
        new("bpf_cpumask_test_and_set_cpu",    Cpumask,                         Rcu),
        new("bpf_cpumask_test_and_clear_cpu",  Cpumask,                         Rcu),
        new("bpf_cpumask_setall",              Cpumask,                         Rcu),
        new("bpf_cpumask_clear",               Cpumask,                         Rcu),
        new("bpf_cpumask_and",                 Cpumask,                         Rcu),
        new("bpf_cpumask_or",                  Cpumask,                         Rcu),
        new("bpf_cpumask_xor",                 Cpumask,                         Rcu),
        new("bpf_cpumask_equal",               Cpumask,                         Rcu),
        new("bpf_cpumask_intersects",          Cpumask,                         Rcu),
        new("bpf_cpumask_subset",              Cpumask,                         Rcu),
        new("bpf_cpumask_empty",               Cpumask,                         Rcu),
        new("bpf_cpumask_full",                Cpumask,                         Rcu),
        new("bpf_cpumask_copy",                Cpumask,                         Rcu),
        new("bpf_cpumask_any_distribute",      Cpumask,                         Rcu),
        new("bpf_cpumask_any_and_distribute",  Cpumask,                         Rcu),
        new("bpf_cpumask_weight",              Cpumask,                         Rcu),
        new("bpf_cpumask_populate",            Cpumask,                         Rcu),
        // kernel/bpf/crypto.c
        new("bpf_crypto_ctx_create",           Syscall,                         Acquires | ReturnsNull | MightSleep),
        new("bpf_crypto_ctx_release",          Syscall,                         Releases),
        new("bpf_crypto_ctx_acquire",          Syscall,                         Acquires | Rcu | ReturnsNull),
        new("bpf_crypto_decrypt",              TrafficControl | TrafficAction | Xdp,   Rcu),
        new("bpf_crypto_encrypt",              TrafficControl | TrafficAction | Xdp,   Rcu),
        // kernel/trace/bpf_trace.c
        new("bpf_session_is_return",           Sessions,                        KfuncTraits.None),
        new("bpf_session_cookie",              Sessions,                        KfuncTraits.None),
        new("bpf_lookup_user_key",             Signatures,                      Acquires | ReturnsNull | MightSleep),
        new("bpf_lookup_system_key",           Signatures,                      Acquires | ReturnsNull),
        new("bpf_key_put",                     Signatures,                      Releases),
        new("bpf_verify_pkcs7_signature",      Signatures,                      MightSleep),
        // fs/bpf_fs_kfuncs.c
        new("bpf_get_task_exe_file",           Lsm,                             Acquires | TrustedArguments | ReturnsNull),
        new("bpf_put_file",                    Lsm,                             Releases),
        new("bpf_path_d_path",                 Lsm,                             TrustedArguments),
        new("bpf_get_dentry_xattr",            Lsm,                             MightSleep | TrustedArguments),
        new("bpf_get_file_xattr",              Lsm,                             MightSleep | TrustedArguments),
        new("bpf_get_fsverity_digest",         Lsm,                             MightSleep | TrustedArguments),
        // net/core/filter.c
        new("bpf_dynptr_from_skb",             SkBuffs,                         TrustedArguments),
        new("bpf_dynptr_from_xdp",             Xdp,                             KfuncTraits.None),
        new("bpf_sock_addr_set_sun_path",      Cgroup,                          KfuncTraits.None),
        new("bpf_sk_assign_tcp_reqsk",         TrafficControl,                  TrustedArguments),
        new("bpf_sock_destroy",                Iterators,                       TrustedArguments),
        // net/core/xdp.c
        new("bpf_xdp_metadata_rx_timestamp",   Common,                          TrustedArguments | OfDevice),
        new("bpf_xdp_metadata_rx_hash",        Common,                          TrustedArguments | OfDevice),
        new("bpf_xdp_metadata_rx_vlan_tag",    Common,                          TrustedArguments | OfDevice),
        // net/netfilter/nf_conntrack_bpf.c, nf_nat_bpf.c
        new("bpf_xdp_ct_alloc",                TrafficControl | Xdp,            Acquires | ReturnsNull),
        new("bpf_xdp_ct_lookup",               TrafficControl | Xdp,            Acquires | ReturnsNull),
        new("bpf_skb_ct_alloc",                TrafficControl | Xdp,            Acquires | ReturnsNull),
        new("bpf_skb_ct_lookup",               TrafficControl | Xdp,            Acquires | ReturnsNull),
        new("bpf_ct_insert_entry",             TrafficControl | Xdp,            Acquires | ReturnsNull | Releases),
        new("bpf_ct_release",                  TrafficControl | Xdp,            Releases),
        new("bpf_ct_set_timeout",              TrafficControl | Xdp,            TrustedArguments),
        new("bpf_ct_change_timeout",           TrafficControl | Xdp,            TrustedArguments),
        new("bpf_ct_set_status",               TrafficControl | Xdp,            TrustedArguments),
        new("bpf_ct_change_status",            TrafficControl | Xdp,            TrustedArguments),
        new("bpf_ct_set_nat_info",             TrafficControl | Xdp,            TrustedArguments),
        // net/xfrm/xfrm_state_bpf.c
        new("bpf_xdp_get_xfrm_state",          Xdp,                             ReturnsNull | Acquires),
        new("bpf_xdp_xfrm_state_release",      Xdp,                             Releases),
        // net/bpf/test_run.c
        new("bpf_kfunc_call_test_release",     TrafficControl | Tracing | Syscall, Releases),
        new("bpf_kfunc_call_memb_release",     TrafficControl | Tracing | Syscall, Releases),
        // net/ipv4/bpf_tcp_ca.c, tcp_cubic.c, tcp_bbr.c
        new("tcp_reno_ssthresh",               StructOps,                       KfuncTraits.None),
        new("tcp_reno_cong_avoid",             StructOps,                       KfuncTraits.None),
        new("tcp_reno_undo_cwnd",              StructOps,                       KfuncTraits.None),
        new("tcp_slow_start",                  StructOps,                       KfuncTraits.None),
        new("tcp_cong_avoid_ai",               StructOps,                       KfuncTraits.None),
        new("cubictcp_init",                   StructOps,                       KfuncTraits.None),
        new("cubictcp_recalc_ssthresh",        StructOps,                       KfuncTraits.None),
        new("cubictcp_cong_avoid",             StructOps,                       KfuncTraits.None),
        new("cubictcp_state",                  StructOps,                       KfuncTraits.None),
        new("cubictcp_cwnd_event",             StructOps,                       KfuncTraits.None),
        new("cubictcp_acked",                  StructOps,                       KfuncTraits.None),
        new("bbr_init",                        StructOps,                       KfuncTraits.None),
        new("bbr_main",                        StructOps,                       KfuncTraits.None),
        new("bbr_sndbuf_expand",               StructOps,                       KfuncTraits.None),
        new("bbr_undo_cwnd",                   StructOps,                       KfuncTraits.None),
        new("bbr_cwnd_event",                  StructOps,                       KfuncTraits.None),
        new("bbr_ssthresh",                    StructOps,                       KfuncTraits.None),
        new("bbr_min_tso_segs",                StructOps,                       KfuncTraits.None),
        new("bbr_set_state",                   StructOps,                       KfuncTraits.None),
        // kernel/cgroup/rstat.c
        new("cgroup_rstat_updated",            Tracing,                         KfuncTraits.None),
        new("cgroup_rstat_flush",              Tracing,                         MightSleep),
        new("css_rstat_updated",               Tracing,                         KfuncTraits.None),
        new("css_rstat_flush",                 Tracing,                         MightSleep),
    ];

    private static readonly Dictionary<string, Kfunc> Names = All.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a kernel function.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The row; null where none has the name.</returns>
    public static Kfunc? Find(string name) => Names.TryGetValue(name, out Kfunc? row) ? row : null;
}
