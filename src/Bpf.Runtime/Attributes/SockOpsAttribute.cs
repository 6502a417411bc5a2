namespace Bpf;

/// <summary>A program told of the events of TCP connections: <c>static int F(ref SockOps ctx)</c>; it returns 1. ELF section <c>sockops</c>.</summary>
public sealed class SockOpsAttribute : ProgramAttribute;
