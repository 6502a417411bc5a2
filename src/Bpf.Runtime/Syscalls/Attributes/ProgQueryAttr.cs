using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_PROG_QUERY</c> part of <c>union bpf_attr</c>; <see cref="Target"/> is a descriptor or an interface index.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct ProgQueryAttr
{
    [FieldOffset(0)] public int Target;
    [FieldOffset(4)] public uint AttachType;
    [FieldOffset(8)] public uint QueryFlags;
    [FieldOffset(12)] public uint AttachFlags;
    [FieldOffset(16)] public ulong ProgramIds;
    [FieldOffset(24)] public uint Count;

    // Places with several programs in an order (tcx, netkit); refused by kernels without them.
    [FieldOffset(40)] public ulong LinkIds;
    [FieldOffset(56)] public ulong Revision;
}
