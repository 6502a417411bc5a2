namespace Bpf.Core.Btf;

/// <summary>Builds BTF type information, sharing equal types.</summary>
public sealed class BtfBuilder
{
}
