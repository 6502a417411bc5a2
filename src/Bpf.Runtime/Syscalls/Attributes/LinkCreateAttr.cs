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

    // Tracing programs, with a cookie.
    [FieldOffset(16)] public uint TracingTarget;
    [FieldOffset(24)] public ulong TracingCookie;

    // Places with several programs in an order (tcx, netkit).
    [FieldOffset(16)] public int RelativeTo;

    // Netfilter.
    [FieldOffset(16)] public uint NetfilterFamily;
    [FieldOffset(20)] public uint NetfilterHook;
    [FieldOffset(24)] public int NetfilterPriority;
    [FieldOffset(28)] public uint NetfilterFlags;

    // Many user-space functions.
    [FieldOffset(16)] public ulong UprobePath;
    [FieldOffset(24)] public ulong UprobeOffsets;
    [FieldOffset(32)] public ulong UprobeSemaphores;
    [FieldOffset(40)] public ulong UprobeCookies;
    [FieldOffset(48)] public uint UprobeCount;
    [FieldOffset(52)] public uint UprobeFlags;
    [FieldOffset(56)] public uint UprobeProcess;

    // Many kernel functions.
    [FieldOffset(16)] public uint MultiFlags;
    [FieldOffset(20)] public uint MultiCount;
    [FieldOffset(24)] public ulong MultiSymbols;
    [FieldOffset(32)] public ulong MultiAddresses;
    [FieldOffset(40)] public ulong MultiCookies;
}
