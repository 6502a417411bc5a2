using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>
/// The <c>BPF_LINK_CREATE</c> part of <c>union bpf_attr</c>; <see cref="Target"/> is a descriptor or an interface index. What is at 16 and after
/// depends on the attach type.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct LinkCreateAttr
{
    [FieldOffset(0)] public int ProgFd;
    [FieldOffset(4)] public int Target;
    [FieldOffset(8)] public uint AttachType;
    [FieldOffset(12)] public uint Flags;

    // Perf events and tracing (there at 24).
    [FieldOffset(16)] public ulong PerfCookie;

    // Iterators.
    [FieldOffset(16)] public ulong IteratorInfo;
    [FieldOffset(24)] public uint IteratorInfoLength;

    // Many kernel functions.
    [FieldOffset(16)] public uint MultiFlags;
    [FieldOffset(20)] public uint MultiCount;
    [FieldOffset(24)] public ulong MultiSymbols;
    [FieldOffset(32)] public ulong MultiAddresses;
    [FieldOffset(40)] public ulong MultiCookies;
}
