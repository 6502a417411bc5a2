namespace Bpf;

/// <summary>A program that says how many bytes of a packet a socket gets: <c>static int F(in SkBuff ctx)</c>; 0 drops it. ELF section <c>socket</c>.</summary>
public sealed class SocketFilterAttribute : ProgramAttribute;
