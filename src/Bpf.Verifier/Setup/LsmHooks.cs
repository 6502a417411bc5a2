// Rests on: Documentation/bpf/prog_lsm.rst; probes of 6.12.107 and 7.2.13: every bpf_lsm_* function loaded, also sleepable, with
// results in and out of range, its arguments' types read from the log.
using System;
using System.Collections.Generic;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Setup;

/// <summary>Hooks of LSM programs that are not like the others.</summary>
internal static class LsmHooks
{
    private const string Prefix = "bpf_lsm_";
    private const int MaxErrno = 4095;
    private static readonly Version V511 = new(5, 11);
    private static readonly Version V61 = new(6, 1);
    private static readonly Version V612 = new(6, 12);
    private static readonly Version V613 = new(6, 13);
    private static readonly Version V72 = new(7, 2);

    // What these return is no error code: refused from 6.12, and by stable updates of kernels before it.
    private static readonly HashSet<string> Disabled =
    [
        "audit_rule_match", "getprocattr", "getselfattr", "inode_copy_up_xattr", "inode_getsecurity", "inode_listsecurity",
        "inode_need_killpriv", "ismaclabel", "key_getsecurity", "setprocattr", "vm_enough_memory", "xfrm_decode_session",
    ];

    // Functions of the kernel's own that are named like hooks.
    private static readonly HashSet<string> NoHooks =
    [
        "find_cgroup_shim", "func_proto", "get_retval_range", "has_d_inode_locked", "hook_returns_errno", "init", "is_sleepable_hook",
        "is_trusted", "verify_prog",
    ];

    private static readonly HashSet<string> Booleans = ["audit_rule_known", "inode_xattr_skipcap", "xfrm_state_pol_flow_match"];

    private static readonly HashSet<string> Untrusted =
    [
        "bpf_map_free", "bpf_prog_free", "file_alloc_security", "file_free_security", "sk_alloc_security", "sk_free_security", "task_free",
    ];

    // Trusted in 6.12, not in 7.2: what is between is taken for untrusted, which allows less.
    private static readonly HashSet<string> UntrustedAfter612 = ["bdev_alloc_security", "bdev_free_security"];

    private static readonly HashSet<string> Sleepable =
    [
        "bpf", "bpf_map", "bpf_map_create", "bpf_map_free", "bpf_prog", "bpf_prog_load", "bpf_token_capable", "bpf_token_cmd",
        "bpf_token_create", "bpf_token_free", "bprm_check_security", "bprm_committed_creds", "bprm_committing_creds",
        "bprm_creds_for_exec", "bprm_creds_from_file", "capget", "capset", "cred_prepare", "file_ioctl", "file_lock", "file_open",
        "file_post_open", "file_receive", "inode_create", "inode_free_security", "inode_getattr", "inode_getxattr", "inode_mknod",
        "inode_post_setxattr", "inode_readlink", "inode_rename", "inode_rmdir", "inode_setattr", "inode_setxattr", "inode_symlink",
        "inode_unlink", "kernel_module_request", "kernel_read_file", "kernfs_init_security", "mmap_file", "netlink_send", "path_chmod",
        "path_chown", "path_link", "path_mkdir", "path_notify", "path_rename", "path_rmdir", "path_symlink", "path_truncate",
        "path_unlink", "release_secctx", "sb_alloc_security", "sb_eat_lsm_opts", "sb_kern_mount", "sb_mount", "sb_remount",
        "sb_set_mnt_opts", "sb_show_options", "sb_statfs", "sb_umount", "settime", "socket_accept", "socket_bind", "socket_connect",
        "socket_create", "socket_getpeername", "socket_getpeersec_dgram", "socket_getsockname", "socket_getsockopt", "socket_listen",
        "socket_post_create", "socket_recvmsg", "socket_sendmsg", "socket_shutdown", "socket_socketpair", "syslog", "task_alloc",
        "task_prctl", "task_setscheduler", "userns_create",
    ];

    private static readonly HashSet<string> SleepableBefore72 = ["bpf_prog_free", "current_getsecid_subj", "task_getsecid_obj"];

    private static readonly HashSet<string> SleepableSince72 = ["bdev_alloc_security", "bdev_setintegrity", "inode_post_removexattr", "inode_removexattr"];

    /// <summary>True for a hook's function.</summary>
    public static bool Contains(string function) => function.StartsWith(Prefix, StringComparison.Ordinal) && !NoHooks.Contains(Hook(function));

    /// <summary>True where no program may be attached.</summary>
    public static bool IsDisabled(string function, Version kernel) =>
        (kernel >= V61 && Disabled.Contains(Hook(function))) || (kernel >= V72 && Hook(function) == "file_alloc_security");

    /// <summary>The values that a program may return.</summary>
    /// <returns>The range; null for any.</returns>
    public static ReturnRange? Returns(string function, Version kernel) =>
        kernel < V612 ? null : Booleans.Contains(Hook(function)) ? new(0, 1) : new(-MaxErrno, 0);

    /// <summary>True where the hook is called from a place that may sleep.</summary>
    public static bool MaySleep(string function, Version kernel) => kernel < V511 ? Hook(function) == "bprm_committed_creds" :
        Sleepable.Contains(Hook(function)) || (kernel < V72 ? SleepableBefore72 : SleepableSince72).Contains(Hook(function));

    /// <summary>True where arguments may be half built or half torn down.</summary>
    public static bool HasUntrustedArguments(string function, Version kernel) =>
        Untrusted.Contains(Hook(function)) || (kernel >= V613 && UntrustedAfter612.Contains(Hook(function)));

    private static string Hook(string function) => function.Substring(Prefix.Length);
}
