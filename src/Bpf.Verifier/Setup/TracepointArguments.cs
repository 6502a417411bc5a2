// Rests on: probes of 6.12.107, 6.18.44 and 7.2.13: every tracepoint of their BTF loaded, its arguments' types read from the log.
using System;
using System.Collections.Generic;

namespace Bpf.Verifier.Setup;

/// <summary>Arguments of tracepoints that may be null, or no pointers at all, though their type says nothing of it.</summary>
internal static class TracepointArguments
{
    private static readonly Version Stable612 = new(6, 12);
    private static readonly Version V72 = new(7, 2);

    // By tracepoint: a bit an argument that may be null, a bit an argument that may be an error code, since.
    private static readonly Dictionary<string, (int MaybeNull, int MaybeError, Version Since)> Rows = new()
    {
        ["break_lease_block"] = (2, 0, Stable612),
        ["break_lease_noblock"] = (2, 0, Stable612),
        ["break_lease_unblock"] = (2, 0, Stable612),
        ["ext4_mballoc_discard"] = (2, 0, Stable612),
        ["ext4_mballoc_free"] = (2, 0, Stable612),
        ["fcntl_setlk"] = (2, 0, Stable612),
        ["fib_table_lookup"] = (4, 0, Stable612),
        ["flock_lock_inode"] = (2, 0, Stable612),
        ["folio_wait_writeback"] = (2, 0, Stable612),
        ["generic_delete_lease"] = (2, 0, Stable612),
        ["hugetlbfs_alloc_inode"] = (2, 0, Stable612),
        ["kfree_skb"] = (8, 0, Stable612),
        ["locks_remove_posix"] = (2, 0, Stable612),
        ["mm_collapse_huge_page_isolate"] = (1, 0, Stable612),
        ["mm_khugepaged_collapse_file"] = (2, 0, Stable612),
        ["mm_khugepaged_scan_file"] = (2, 0, Stable612),
        ["mm_khugepaged_scan_pmd"] = (2, 0, Stable612),
        ["mm_page_alloc"] = (1, 0, Stable612),
        ["mm_page_alloc_zone_locked"] = (1, 0, Stable612),
        ["mm_page_pcpu_drain"] = (1, 0, Stable612),
        ["posix_lock_inode"] = (2, 0, Stable612),
        ["qdisc_dequeue"] = (8, 0, Stable612),
        ["sched_pi_setprio"] = (2, 0, Stable612),
        ["sched_process_wait"] = (1, 0, V72),
        ["sched_stick_numa"] = (4, 0, Stable612),
        ["sched_swap_numa"] = (4, 0, Stable612),
        ["signal_deliver"] = (0, 2, V72),
        ["signal_generate"] = (0, 2, V72),
        ["tcp_send_reset"] = (3, 0, Stable612),
        ["tcp_sendmsg_locked"] = (4, 0, Stable612),
        ["time_out_leases"] = (2, 0, Stable612),
        ["tmigr_update_events"] = (1, 0, Stable612),
        ["writeback_dirty_folio"] = (2, 0, Stable612),
        ["xfs_blockgc_flush_all"] = (1, 0, Stable612),
        ["xfs_blockgc_free_space"] = (2, 0, Stable612),
        ["xfs_blockgc_start"] = (1, 0, Stable612),
        ["xfs_blockgc_stop"] = (1, 0, Stable612),
        ["xfs_blockgc_worker"] = (1, 0, Stable612),
        ["xfs_btree_overlapped_query_range"] = (4, 0, Stable612),
        ["xfs_btree_updkeys"] = (4, 0, Stable612),
        ["xfs_defer_add_item"] = (1, 0, Stable612),
        ["xfs_defer_cancel_item"] = (1, 0, Stable612),
        ["xfs_defer_cancel_list"] = (1, 0, Stable612),
        ["xfs_defer_create_intent"] = (1, 0, Stable612),
        ["xfs_defer_finish_item"] = (1, 0, Stable612),
        ["xfs_defer_isolate_paused"] = (1, 0, Stable612),
        ["xfs_defer_item_pause"] = (1, 0, Stable612),
        ["xfs_defer_item_unpause"] = (1, 0, Stable612),
        ["xfs_defer_pending_abort"] = (1, 0, Stable612),
        ["xfs_defer_pending_finish"] = (1, 0, Stable612),
        ["xfs_defer_relog_intent"] = (1, 0, Stable612),
        ["xfs_fs_sync_fs"] = (1, 0, Stable612),
        ["xfs_inodegc_flush"] = (1, 0, Stable612),
        ["xfs_inodegc_push"] = (1, 0, Stable612),
        ["xfs_inodegc_queue"] = (1, 0, Stable612),
        ["xfs_inodegc_start"] = (1, 0, Stable612),
        ["xfs_inodegc_stop"] = (1, 0, Stable612),
        ["xfs_inodegc_throttle"] = (1, 0, Stable612),
        ["xfs_ioc_free_eofblocks"] = (2, 0, Stable612),
        ["xfs_map_blocks_alloc"] = (16, 0, Stable612),
        ["xfs_map_blocks_found"] = (16, 0, Stable612),
    };

    /// <summary>True where the argument may be null.</summary>
    public static bool MaybeNull(string tracepoint, int argument, Version kernel) =>
        Rows.TryGetValue(tracepoint, out var row) && kernel >= row.Since && (row.MaybeNull & 1 << argument) != 0;

    /// <summary>True where the argument may be an error code, and so is a scalar.</summary>
    public static bool MaybeError(string tracepoint, int argument, Version kernel) =>
        Rows.TryGetValue(tracepoint, out var row) && kernel >= row.Since && (row.MaybeError & 1 << argument) != 0;
}
