using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>
/// What the kernel says about a link (<c>struct bpf_link_info</c>, include/uapi/linux/bpf.h). What is at 16 and after depends on the type; names are
/// copied to where the caller says.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 80)]
internal struct LinkInfo
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Id;
    [FieldOffset(8)] public uint ProgramId;

    // Raw tracepoints, iterators.
    [FieldOffset(16)] public ulong Name;
    [FieldOffset(24)] public uint NameLength;

    // Tracing programs.
    [FieldOffset(16)] public uint TracingAttachType;

    // Control groups.
    [FieldOffset(16)] public ulong CgroupId;
    [FieldOffset(24)] public uint CgroupAttachType;

    // Network namespaces, interfaces, maps of sockets: what, and the attach type.
    [FieldOffset(16)] public uint Place;
    [FieldOffset(20)] public uint PlaceAttachType;

    // Many kernel functions.
    [FieldOffset(24)] public uint KernelFunctions;

    // Many user-space functions.
    [FieldOffset(16)] public ulong Path;
    [FieldOffset(48)] public uint PathLength;
    [FieldOffset(52)] public uint UserFunctions;

    // Perf events.
    [FieldOffset(24)] public ulong PerfName;
    [FieldOffset(32)] public uint PerfNameLength;
}
