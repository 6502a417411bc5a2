namespace Bpf;

/// <summary>A program that implements a function of one of the kernel's structures of functions: <c>static int F(in FunctionArgs ctx)</c>, or with the function's arguments. <see cref="BpfObject.Register"/> (Linux 6.4) or <see cref="BpfObject.RegisterPersistent"/> gives the structure to the kernel. Linux 5.6. ELF section <c>struct_ops/structure.member</c>.</summary>
/// <param name="structure">The structure, for example <c>tcp_congestion_ops</c>.</param>
/// <param name="member">The member, for example <c>ssthresh</c>.</param>
public sealed class StructOpsAttribute(string structure, string member) : ProgramAttribute
{
    /// <summary>The structure, for example <c>tcp_congestion_ops</c>.</summary>
    public string Structure { get; } = structure;

    /// <summary>The member, for example <c>ssthresh</c>.</summary>
    public string Member { get; } = member;

    /// <summary>True for programs that may sleep. Not every member allows it.</summary>
    public bool Sleepable { get; set; }
}
