namespace Bpf;

/// <summary>A program run at samples of a perf event: <c>static int F(in PerfEventData ctx)</c>. ELF section <c>perf_event</c>.</summary>
public sealed class PerfEventAttribute : ProgramAttribute;
