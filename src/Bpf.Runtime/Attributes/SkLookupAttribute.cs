namespace Bpf;

/// <summary>A program that chooses the socket of a new connection or datagram: <c>static SocketVerdict F(in SkLookup ctx)</c>. Linux 5.9. ELF section <c>sk_lookup</c>.</summary>
public sealed class SkLookupAttribute : ProgramAttribute;
