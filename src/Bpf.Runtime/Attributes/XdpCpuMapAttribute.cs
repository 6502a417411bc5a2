namespace Bpf;

/// <summary>A program for packets that XDP handed to a CPU of a <see cref="CpuMap"/>: <c>static XdpAction F(XdpContext ctx)</c>. Linux 5.9. ELF section <c>xdp/cpumap</c>.</summary>
public sealed class XdpCpuMapAttribute : ProgramAttribute;
