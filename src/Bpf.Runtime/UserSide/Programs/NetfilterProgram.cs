namespace Bpf;

/// <summary>A program at a place of the firewall (<see cref="NetfilterAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class NetfilterProgram(BpfProgram program, ProgramBody<FunctionArgs>? body = null) : BpfProgram<FunctionArgs>(program, body)
{
    /// <summary><c>BPF_F_NETFILTER_IP_DEFRAG</c>, include/uapi/linux/bpf.h.</summary>
    private const uint Defragment = 1;

    /// <summary>Attaches in this thread's network namespace.</summary>
    /// <param name="family">Which packets.</param>
    /// <param name="hook">Where.</param>
    /// <param name="priority">When among others: lower runs earlier (<c>NF_IP_PRI_*</c>, include/uapi/linux/netfilter_ipv4.h). Nothing else may have the same.</param>
    /// <param name="defragment">True to see packets that came in fragments as a whole (Linux 6.6).</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(NetfilterFamily family, NetfilterHook hook, int priority, bool defragment = false) => KernelLinks.Create(
        Handle,
        $"netfilter {family} {hook} at {priority}",
        new()
        {
            AttachType = (uint)Core.Kernel.AttachType.Netfilter,
            NetfilterFamily = (uint)family,
            NetfilterHook = (uint)hook,
            NetfilterPriority = priority,
            NetfilterFlags = defragment ? Defragment : 0,
        },
        "The kernel has no links of netfilter (Linux 6.4, CONFIG_NETFILTER_BPF_LINK), or refuses the priority: not the least or greatest number.");
}
