namespace Bpf;

/// <summary>Address families by the kernel's numbers (<c>AF_*</c>, include/linux/socket.h).</summary>
public enum SocketFamily : uint
{
    /// <summary><c>AF_UNSPEC</c>.</summary>
    Unspecified = 0,

    /// <summary><c>AF_UNIX</c>.</summary>
    Unix = 1,

    /// <summary><c>AF_INET</c>.</summary>
    Inet = 2,

    /// <summary><c>AF_INET6</c>.</summary>
    Inet6 = 10,
}
