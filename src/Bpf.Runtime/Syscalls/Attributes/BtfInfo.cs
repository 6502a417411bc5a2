using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>What the kernel says about types that it was given (<c>struct bpf_btf_info</c>, include/uapi/linux/bpf.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct BtfInfo
{
    [FieldOffset(0)] public ulong Btf;
    [FieldOffset(8)] public uint Size;
    [FieldOffset(12)] public uint Id;
    [FieldOffset(16)] public ulong Name;
    [FieldOffset(24)] public uint NameLength;
    [FieldOffset(28)] public uint IsKernels;
}
