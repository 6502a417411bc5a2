using System.Runtime.InteropServices;

namespace Bpf.Syscalls;

/// <summary>The <c>BPF_LINK_DETACH</c> part of <c>union bpf_attr</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkDetachAttr
{
    public int LinkFd;
}
