using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_PROG_ATTACH</c> and <c>BPF_PROG_DETACH</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 20)]
internal struct ProgAttachAttr
{
    [FieldOffset(0)] public int Target;
    [FieldOffset(4)] public int ProgFd;
    [FieldOffset(8)] public uint AttachType;
    [FieldOffset(12)] public uint Flags;
    [FieldOffset(16)] public int ReplacedProgFd;
}
