using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The start of what the kernel says about a link (<c>struct bpf_link_info</c>, include/uapi/linux/bpf.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct LinkInfo
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Id;
    [FieldOffset(8)] public uint ProgramId;
}
