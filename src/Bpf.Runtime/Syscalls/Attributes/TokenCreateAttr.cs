using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_TOKEN_CREATE</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
internal struct TokenCreateAttr
{
    [FieldOffset(0)] public uint Flags;
    [FieldOffset(4)] public int FileSystem;
}
