using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_LINK_CREATE</c> part of <c>union bpf_attr</c>; <see cref="Target"/> is a descriptor or an interface index.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct LinkCreateAttr
{
    [FieldOffset(0)] public int ProgFd;
    [FieldOffset(4)] public int Target;
    [FieldOffset(8)] public uint AttachType;
    [FieldOffset(12)] public uint Flags;
    [FieldOffset(16)] public ulong Cookie;
}
