namespace Bpf;

/// <summary>A program for packets that XDP redirected to an interface of a <see cref="DevMap"/>: <c>static XdpAction F(XdpContext ctx)</c>. Linux 5.8. ELF section <c>xdp/devmap</c>.</summary>
public sealed class XdpDevMapAttribute : ProgramAttribute;
