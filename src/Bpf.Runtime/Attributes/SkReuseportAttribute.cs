namespace Bpf;

/// <summary>A program that chooses one socket of a group on the same port: <c>static SocketVerdict F(in SkReuseport ctx)</c>. ELF section <c>sk_reuseport</c>.</summary>
public sealed class SkReuseportAttribute : ProgramAttribute;
