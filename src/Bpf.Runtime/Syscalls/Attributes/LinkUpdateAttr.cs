using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_LINK_UPDATE</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct LinkUpdateAttr
{
    [FieldOffset(0)] public int LinkFd;
    [FieldOffset(4)] public int NewProgFd;
    [FieldOffset(8)] public uint Flags;
    [FieldOffset(12)] public int OldProgFd;
}
