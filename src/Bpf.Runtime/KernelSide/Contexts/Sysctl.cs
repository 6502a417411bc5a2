using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A setting under /proc/sys being read or written (<c>struct bpf_sysctl</c>, include/uapi/linux/bpf.h). 8 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public struct Sysctl
{
    /// <summary>1 where it is being written, 0 where it is being read.</summary>
    [FieldOffset(0)]
    public uint Write;

    /// <summary>The position in the file.</summary>
    [FieldOffset(4)]
    public uint FilePos;
}
