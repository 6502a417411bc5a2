namespace Bpf;

/// <summary>An XDP program: <c>static XdpAction F(XdpContext ctx)</c>. ELF section <c>xdp</c>.</summary>
public sealed class XdpAttribute : ProgramAttribute;
