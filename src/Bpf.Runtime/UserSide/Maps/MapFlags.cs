namespace Bpf;

/// <summary>Flags of maps (<c>BPF_F_*</c>, include/uapi/linux/bpf.h).</summary>
internal static class MapFlags
{
    /// <summary><c>BPF_F_MMAPABLE</c>: an array whose memory user space may map.</summary>
    public const uint Mmapable = 1 << 10;

    /// <summary><c>BPF_F_SEGV_ON_FAULT</c>: an arena whose pages user space does not allocate by looking at them.</summary>
    public const uint SegvOnFault = 1 << 17;
}
