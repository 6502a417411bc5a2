namespace Bpf;

/// <summary>A program that chooses one socket of a group on the same port: <c>static SocketVerdict F(in SkReuseport ctx)</c>. ELF section <c>sk_reuseport</c>, or <c>sk_reuseport/migrate</c>.</summary>
public sealed class SkReuseportAttribute : ProgramAttribute
{
    /// <summary>
    /// True for programs that are also asked where a TCP connection goes whose listener closes before it was accepted
    /// (<c>BPF_SK_REUSEPORT_SELECT_OR_MIGRATE</c>; Linux 5.14): <see cref="SkReuseport.IsMigrating"/> tells. The kernel asks nobody else then, whatever
    /// <c>net.ipv4.tcp_migrate_req</c> says; with <see cref="SocketVerdict.Pass"/> and no socket chosen it takes one itself.
    /// </summary>
    public bool Migrate { get; set; }
}
