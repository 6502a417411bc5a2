using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>What the kernel says about a map (<c>struct bpf_map_info</c>, include/uapi/linux/bpf.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
internal struct MapInfo
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Id;
    [FieldOffset(8)] public uint KeySize;
    [FieldOffset(12)] public uint ValueSize;
    [FieldOffset(16)] public uint MaxEntries;
    [FieldOffset(20)] public uint Flags;
    [FieldOffset(24)] public KernelName Name;
    [FieldOffset(44)] public uint VmlinuxValueTypeId;
    [FieldOffset(64)] public uint BtfId;
    [FieldOffset(68)] public uint BtfKeyTypeId;
    [FieldOffset(72)] public uint BtfValueTypeId;
    [FieldOffset(80)] public ulong Extra;
}
