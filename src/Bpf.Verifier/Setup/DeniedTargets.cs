// Rests on: errors of real BPF_PROG_LOAD calls on 7.2, the kernel's changelog (the release each function was added in).
using System;

namespace Bpf.Verifier.Setup;

/// <summary>Functions that tracing programs may not be attached to: one row a function.</summary>
internal static class DeniedTargets
{
    // What a trampoline itself runs through.
    private static readonly (string Name, Version Since)[] Rows =
    [
        ("migrate_disable",        new(5, 13)),
        ("migrate_enable",         new(5, 13)),
        ("___migrate_enable",      new(6, 18)),
        ("rcu_read_unlock_strict", new(5, 15)),
        ("preempt_count_add",      new(6, 3)),
        ("preempt_count_sub",      new(6, 3)),
        ("__rcu_read_lock",        new(6, 5)),
        ("__rcu_read_unlock",      new(6, 5)),
    ];

    // Nothing runs after these.
    private static readonly string[] NoReturn =
    [
        "__ia32_sys_exit", "__ia32_sys_exit_group", "__x64_sys_exit", "__x64_sys_exit_group", "__kunit_abort", "kunit_try_catch_throw",
        "__module_put_and_kthread_exit", "do_exit", "do_group_exit", "kthread_complete_and_exit", "kthread_exit", "make_task_dead",
    ];

    /// <summary>True where no tracing program may be attached to the function.</summary>
    public static bool Contains(string function, Version kernel)
    {
        foreach ((string name, Version since) in Rows)
        {
            if (name == function)
            {
                return kernel >= since;
            }
        }

        return false;
    }

    /// <summary>True for functions that end the task.</summary>
    public static bool NeverReturns(string function) => Array.IndexOf(NoReturn, function) >= 0;
}
