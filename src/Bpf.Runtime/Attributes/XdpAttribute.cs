namespace Bpf;

/// <summary>An XDP program: <c>static XdpAction F(XdpContext ctx)</c>. ELF section <c>xdp</c>, or <c>xdp.frags</c>.</summary>
public sealed class XdpAttribute : ProgramAttribute
{
    /// <summary>
    /// True for programs that also take packets in several buffers (jumbo frames; Linux 5.18): <see cref="XdpContext.Length"/> and references then
    /// reach the first buffer only.
    /// </summary>
    public bool Frags { get; set; }
}
