using Bpf.Core.Kernel;

namespace Bpf.Kernel.Tests.Probes;

/// <summary>A program for each call that has a socket's address in it: where <see cref="Port"/> stands they put <see cref="OtherPort"/>.</summary>
[BpfObject(License = "GPL")]
public static partial class Addresses
{
    /// <summary>The port that is replaced.</summary>
    [Config]
    static ushort Port;

    /// <summary>What replaces it.</summary>
    [Config]
    static ushort OtherPort;

    static ulong Seen;

    [CgroupSockAddr(SockAddrHook.Bind4)]
    static int Bind4(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.Bind6)]
    static int Bind6(ref SockAddr ctx) => Replace(ref ctx);

    /// <summary>Sends every connection to the loopback, too.</summary>
    [CgroupSockAddr(SockAddrHook.Connect4)]
    static int Connect4(ref SockAddr ctx)
    {
        ctx.UserIp4 = 0x7F000001;
        return Replace(ref ctx);
    }

    /// <summary>Sends every connection to the loopback, too.</summary>
    [CgroupSockAddr(SockAddrHook.Connect6)]
    static int Connect6(ref SockAddr ctx)
    {
        ctx.UserIp6[0] = 0;
        ctx.UserIp6[1] = 0;
        ctx.UserIp6[2] = 0;
        ctx.UserIp6[3] = 1;
        return Replace(ref ctx);
    }

    [CgroupSockAddr(SockAddrHook.Sendmsg4)]
    static int Send4(ref SockAddr ctx)
    {
        ctx.MsgSrcIp4 = 0x7F000002;
        return Replace(ref ctx);
    }

    [CgroupSockAddr(SockAddrHook.Sendmsg6)]
    static int Send6(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.Recvmsg4)]
    static int Receive4(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.Recvmsg6)]
    static int Receive6(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.GetPeerName4)]
    static int PeerName4(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.GetPeerName6)]
    static int PeerName6(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.GetSockName4)]
    static int SockName4(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.GetSockName6)]
    static int SockName6(ref SockAddr ctx) => Replace(ref ctx);

    [CgroupSockAddr(SockAddrHook.ConnectUnix), Requires(Feature.UnixSockAddr)]
    static int ConnectUnix(in SockAddr ctx) => Refuse(in ctx);

    [CgroupSockAddr(SockAddrHook.SendmsgUnix), Requires(Feature.UnixSockAddr)]
    static int SendUnix(in SockAddr ctx) => Refuse(in ctx);

    [CgroupSockAddr(SockAddrHook.RecvmsgUnix), Requires(Feature.UnixSockAddr)]
    static int ReceiveUnix(in SockAddr ctx) => Count(in ctx);

    [CgroupSockAddr(SockAddrHook.GetPeerNameUnix), Requires(Feature.UnixSockAddr)]
    static int PeerNameUnix(in SockAddr ctx) => Count(in ctx);

    [CgroupSockAddr(SockAddrHook.GetSockNameUnix), Requires(Feature.UnixSockAddr)]
    static int SockNameUnix(in SockAddr ctx) => Count(in ctx);

    [CgroupSock(CgroupSockHook.PostBind4)]
    static int Bound4(in CgroupSock ctx) => ctx.SrcPort == Port && ctx.SrcIp4 == 0x7F000001 ? 0 : 1;

    [CgroupSock(CgroupSockHook.PostBind6)]
    static int Bound6(in CgroupSock ctx) => ctx.SrcPort == Port && ctx.SrcIp6[3] == 1 ? 0 : 1;

    [CgroupSock(CgroupSockHook.Release)]
    static int Released(in CgroupSock ctx)
    {
        if (ctx.Type == SocketKind.Datagram) Interlocked.Increment(ref Seen);
        return 1;
    }

    private static int Replace(ref SockAddr ctx)
    {
        if (ctx.UserPort != Port) return 1;
        ctx.UserPort = OtherPort;
        Interlocked.Increment(ref Seen);
        return 1;
    }

    private static int Refuse(in SockAddr ctx) => Count(in ctx) - 1;

    private static int Count(in SockAddr ctx)
    {
        if (ctx.Family == SocketFamily.Unix) Interlocked.Increment(ref Seen);
        return 1;
    }
}
