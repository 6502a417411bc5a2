namespace Bpf;

/// <summary>A program that decides on packets at a place of the firewall: <c>static NetfilterVerdict F(in FunctionArgs ctx)</c>, or with the arguments <c>Ref&lt;nf_hook_state&gt;</c> and <c>Ref&lt;sk_buff&gt;</c>. Linux 6.4. ELF section <c>netfilter</c>.</summary>
public sealed class NetfilterAttribute : ProgramAttribute;
