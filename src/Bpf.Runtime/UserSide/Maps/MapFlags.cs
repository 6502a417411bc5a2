namespace Bpf;

/// <summary>Flags of maps (<c>BPF_F_*</c>, include/uapi/linux/bpf.h).</summary>
internal static class MapFlags
{
    /// <summary><c>BPF_F_MMAPABLE</c>: an array whose memory user space may map.</summary>
    public const uint Mmapable = 1 << 10;
}
