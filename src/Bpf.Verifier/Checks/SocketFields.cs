// Rests on: include/uapi/linux/bpf.h (struct bpf_sock, bpf_tcp_sock, bpf_xdp_sock), messages of real verdicts.
using Bpf.Verifier.State;

namespace Bpf.Verifier.Checks;

/// <summary>What may be read through the pointers to sockets that helpers and contexts give.</summary>
internal static class SocketFields
{
    private const int SockSize = 80;
    private const int TcpSockSize = 112;
    private const int XdpSockSize = 4;

    /// <summary>True where a load of that size at that offset is legal.</summary>
    public static bool IsReadable(RegisterType type, int off, int size) => type.Base() switch
    {
        RegisterType.PtrToSocket => IsSockReadable(off, size),
        RegisterType.PtrToSockCommon => off is < 8 or >= 24 && IsSockReadable(off, size),
        RegisterType.PtrToTcpSock => off >= 0 && off < TcpSockSize && off % size == 0 && size == (off is 80 or 88 ? 8 : 4),
        _ => off >= 0 && off < XdpSockSize && off % size == 0 && size == 4,
    };

    /// <summary>Fields have 4 bytes and may be read in part, but for three; the port has 2 and may be read as 4.</summary>
    private static bool IsSockReadable(int off, int size)
    {
        if (off < 0 || off >= SockSize || off % size != 0)
        {
            return false;
        }

        return off switch
        {
            >= 48 and < 52 => off + size <= 50 || (off == 48 && size == 4),
            0 or (>= 16 and < 24) => size == 4,
            _ => off % 4 + size <= 4,
        };
    }
}
