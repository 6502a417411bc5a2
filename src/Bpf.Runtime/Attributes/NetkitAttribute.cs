namespace Bpf;

/// <summary>A program of a netkit interface: <c>static TcAction F(ref SkBuff ctx)</c>. Linux 6.7. ELF sections <c>netkit/primary</c>, <c>netkit/peer</c>.</summary>
/// <param name="hook">Which end sends what it sees.</param>
public sealed class NetkitAttribute(NetkitHook hook) : ProgramAttribute
{
    /// <summary>Which end sends what it sees.</summary>
    public NetkitHook Hook { get; } = hook;
}
