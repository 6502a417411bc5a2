namespace Bpf;

/// <summary>A program that decides on the packets of a control group: <c>static int F(in SkBuff ctx)</c>; 1 allows, 0 drops. ELF sections <c>cgroup_skb/ingress</c>, <c>cgroup_skb/egress</c>.</summary>
/// <param name="hook">Which packets.</param>
public sealed class CgroupSkbAttribute(CgroupSkbHook hook) : ProgramAttribute
{
    /// <summary>Which packets.</summary>
    public CgroupSkbHook Hook { get; } = hook;
}
