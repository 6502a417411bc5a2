using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_MAP_*_ELEM</c> and <c>BPF_MAP_GET_NEXT_KEY</c> part of <c>union bpf_attr</c>; <see cref="Value"/> is the next key for the latter.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct MapElementAttr
{
    [FieldOffset(0)] public int MapFd;
    [FieldOffset(8)] public ulong Key;
    [FieldOffset(16)] public ulong Value;
    [FieldOffset(24)] public ulong Flags;
}
