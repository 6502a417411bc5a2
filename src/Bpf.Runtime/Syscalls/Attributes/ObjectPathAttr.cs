using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_OBJ_PIN</c> and <c>BPF_OBJ_GET</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct ObjectPathAttr
{
    [FieldOffset(0)] public ulong Path;
    [FieldOffset(8)] public int Fd;
    [FieldOffset(12)] public uint FileFlags;
    [FieldOffset(16)] public int PathFd;
}
