using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_OBJ_GET_INFO_BY_FD</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct InfoAttr
{
    [FieldOffset(0)] public int Fd;
    [FieldOffset(4)] public uint Length;
    [FieldOffset(8)] public ulong Info;
}
