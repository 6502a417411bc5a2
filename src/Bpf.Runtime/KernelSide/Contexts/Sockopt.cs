using System.Runtime.InteropServices;

namespace Bpf;

/// <summary>
/// A socket option being read or written (<c>struct bpf_sockopt</c>, include/uapi/linux/bpf.h). 40 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct Sockopt
{
    /// <summary>The option's level (<c>SOL_SOCKET</c>, ...).</summary>
    [FieldOffset(24)]
    public int Level;

    /// <summary>The option's number at its level (<c>SO_*</c>, <c>TCP_*</c>, ...).</summary>
    [FieldOffset(28)]
    public int Optname;

    /// <summary>Bytes of its value; -1, written, says that the kernel is not to handle the option itself.</summary>
    [FieldOffset(32)]
    public int Optlen;

    /// <summary>What the kernel answered; 0, written, hides its error. Reading options only.</summary>
    [FieldOffset(36)]
    public int Retval;

    /// <summary>The option's value; at most a page of it.</summary>
    public readonly PacketData Optval => new(BpfWorld.Packet);
}
