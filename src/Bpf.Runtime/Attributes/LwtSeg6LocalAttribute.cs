namespace Bpf;

/// <summary>A program of a route that handles packets with a segment routing header for the route's segment (<c>End.BPF</c>): <c>static LwtAction F(in SkBuff ctx)</c>. IPv6, CONFIG_IPV6_SEG6_BPF. ELF section <c>lwt_seg6local</c>.</summary>
public sealed class LwtSeg6LocalAttribute : ProgramAttribute;
