namespace Bpf;

/// <summary>A program for packets that go out by a route: <c>static LwtAction F(in SkBuff ctx)</c>. ELF section <c>lwt_out</c>.</summary>
public sealed class LwtOutAttribute : ProgramAttribute;
