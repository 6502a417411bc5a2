using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_ITER_CREATE</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
internal struct IteratorAttr
{
    [FieldOffset(0)] public int LinkFd;
    [FieldOffset(4)] public uint Flags;
}
