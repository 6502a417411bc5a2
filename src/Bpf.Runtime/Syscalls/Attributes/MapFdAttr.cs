using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_MAP_FREEZE</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 4)]
internal struct MapFdAttr
{
    [FieldOffset(0)] public int MapFd;
}
