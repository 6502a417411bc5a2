using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The call. By the kernel's attach types.</summary>
public enum SockAddrHook
{
    /// <summary>bind(2) to an IPv4 address.</summary>
    Bind4 = AttachType.CgroupInet4Bind,

    /// <summary>bind(2) to an IPv6 address.</summary>
    Bind6 = AttachType.CgroupInet6Bind,

    /// <summary>connect(2) to an IPv4 address.</summary>
    Connect4 = AttachType.CgroupInet4Connect,

    /// <summary>connect(2) to an IPv6 address.</summary>
    Connect6 = AttachType.CgroupInet6Connect,

    /// <summary>sendmsg(2) to an IPv4 address, without a connection.</summary>
    Sendmsg4 = AttachType.CgroupUdp4Sendmsg,

    /// <summary>sendmsg(2) to an IPv6 address, without a connection.</summary>
    Sendmsg6 = AttachType.CgroupUdp6Sendmsg,

    /// <summary>recvmsg(2) from an IPv4 address, without a connection; the program returns 1.</summary>
    Recvmsg4 = AttachType.CgroupUdp4Recvmsg,

    /// <summary>recvmsg(2) from an IPv6 address, without a connection; the program returns 1.</summary>
    Recvmsg6 = AttachType.CgroupUdp6Recvmsg,

    /// <summary>getpeername(2), IPv4; the program returns 1.</summary>
    GetPeerName4 = AttachType.CgroupInet4Getpeername,

    /// <summary>getpeername(2), IPv6; the program returns 1.</summary>
    GetPeerName6 = AttachType.CgroupInet6Getpeername,

    /// <summary>getsockname(2), IPv4; the program returns 1.</summary>
    GetSockName4 = AttachType.CgroupInet4Getsockname,

    /// <summary>getsockname(2), IPv6; the program returns 1.</summary>
    GetSockName6 = AttachType.CgroupInet6Getsockname,

    /// <summary>connect(2) to a path (Linux 6.7).</summary>
    ConnectUnix = AttachType.CgroupUnixConnect,

    /// <summary>sendmsg(2) to a path, without a connection (Linux 6.7).</summary>
    SendmsgUnix = AttachType.CgroupUnixSendmsg,

    /// <summary>recvmsg(2) from a path, without a connection; the program returns 1 (Linux 6.7).</summary>
    RecvmsgUnix = AttachType.CgroupUnixRecvmsg,

    /// <summary>getpeername(2) of a Unix socket; the program returns 1 (Linux 6.7).</summary>
    GetPeerNameUnix = AttachType.CgroupUnixGetpeername,

    /// <summary>getsockname(2) of a Unix socket; the program returns 1 (Linux 6.7).</summary>
    GetSockNameUnix = AttachType.CgroupUnixGetsockname,
}
