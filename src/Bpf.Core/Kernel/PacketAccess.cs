namespace Bpf.Core.Kernel;

/// <summary>What a program type may do with packet bytes directly (<c>may_access_direct_pkt_data</c>, kernel/bpf/verifier.c).</summary>
public enum PacketAccess
{
    /// <summary>Nothing; helpers only.</summary>
    None,
    /// <summary>Load.</summary>
    Read,
    /// <summary>Load and store.</summary>
    ReadWrite,
}
