namespace Bpf;

/// <summary>A program for packets that go out by a route, as they are sent: <c>static LwtAction F(ref SkBuff ctx)</c>; it may change them. ELF section <c>lwt_xmit</c>.</summary>
public sealed class LwtXmitAttribute : ProgramAttribute;
