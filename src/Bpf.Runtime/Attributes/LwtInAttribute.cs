namespace Bpf;

/// <summary>A program for packets that come in by a route: <c>static LwtAction F(in SkBuff ctx)</c>. ELF section <c>lwt_in</c>.</summary>
public sealed class LwtInAttribute : ProgramAttribute;
