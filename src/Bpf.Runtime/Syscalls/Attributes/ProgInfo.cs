using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The start of what the kernel says about a program (<c>struct bpf_prog_info</c>, include/uapi/linux/bpf.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 136)]
internal struct ProgInfo
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Id;
    [FieldOffset(8)] public ulong Tag;
    [FieldOffset(64)] public KernelName Name;
    [FieldOffset(128)] public uint BtfId;
}
