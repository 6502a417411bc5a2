namespace Bpf.Verifier.Objects;

/// <summary>What a dynptr is over (<c>enum bpf_dynptr_type</c>).</summary>
internal enum DynptrType
{
    Invalid,
    Local,
    Ringbuf,
    Skb,
    Xdp,
    SkbMeta,
}
