namespace Bpf;

/// <summary>A program that finds addresses and ports in packets, for a network namespace: <c>static FlowDissection F(in SkBuff ctx)</c>. ELF section <c>flow_dissector</c>.</summary>
public sealed class FlowDissectorAttribute : ProgramAttribute;
