namespace Bpf;

/// <summary>RCU read sections, in which what the kernel protects by RCU stays where it is: for sleepable programs. Other programs run in one.</summary>
public static class Rcu
{
    /// <summary>
    /// Starts a section that lasts until the end of the block: <c>using (Rcu.ReadLock()) { ... }</c> (<c>bpf_rcu_read_lock</c>, <c>bpf_rcu_read_unlock</c>, Linux 6.2). In it a
    /// program calls nothing that sleeps.
    /// </summary>
    /// <returns>What ends it.</returns>
    public static RcuScope ReadLock() => default;
}
