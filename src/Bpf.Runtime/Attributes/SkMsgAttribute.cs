namespace Bpf;

/// <summary>A program that decides on messages sent by the sockets of a map: <c>static SocketVerdict F(in SkMsg ctx)</c>. ELF section <c>sk_msg</c>.</summary>
public sealed class SkMsgAttribute : ProgramAttribute;
