using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_PROG_LOAD</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 152)]
internal struct ProgLoadAttr
{
    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint InstructionCount;
    [FieldOffset(8)] public ulong Instructions;
    [FieldOffset(16)] public ulong License;
    [FieldOffset(24)] public uint LogLevel;
    [FieldOffset(28)] public uint LogSize;
    [FieldOffset(32)] public ulong Log;
    [FieldOffset(40)] public uint KernelVersion;
    [FieldOffset(44)] public uint Flags;
    [FieldOffset(48)] public KernelName Name;
    [FieldOffset(64)] public uint Ifindex;
    [FieldOffset(68)] public uint ExpectedAttachType;
    [FieldOffset(72)] public int BtfFd;
    [FieldOffset(76)] public uint FuncInfoRecordSize;
    [FieldOffset(80)] public ulong FuncInfo;
    [FieldOffset(88)] public uint FuncInfoCount;
    [FieldOffset(92)] public uint LineInfoRecordSize;
    [FieldOffset(96)] public ulong LineInfo;
    [FieldOffset(104)] public uint LineInfoCount;
    [FieldOffset(108)] public uint AttachBtfId;
    [FieldOffset(112)] public int AttachFd;
    [FieldOffset(116)] public uint CoreRelocationCount;
    [FieldOffset(120)] public ulong FdArray;
    [FieldOffset(128)] public ulong CoreRelocations;
    [FieldOffset(136)] public uint CoreRelocationRecordSize;
    [FieldOffset(140)] public uint LogTrueSize;
    [FieldOffset(144)] public int TokenFd;
}
