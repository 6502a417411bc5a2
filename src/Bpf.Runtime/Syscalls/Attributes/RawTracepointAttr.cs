using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_RAW_TRACEPOINT_OPEN</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct RawTracepointAttr
{
    [FieldOffset(0)] public ulong Name;
    [FieldOffset(8)] public int ProgFd;
    [FieldOffset(16)] public ulong Cookie;
}
