namespace Bpf;

/// <summary>Socket types (<c>SOCK_*</c>, include/linux/net.h).</summary>
public enum SocketKind : uint
{
    /// <summary><c>SOCK_STREAM</c>.</summary>
    Stream = 1,

    /// <summary><c>SOCK_DGRAM</c>.</summary>
    Datagram = 2,

    /// <summary><c>SOCK_RAW</c>.</summary>
    Raw = 3,
}
