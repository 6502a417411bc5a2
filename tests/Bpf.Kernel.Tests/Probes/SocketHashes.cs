namespace Bpf.Kernel.Tests.Probes;

/// <summary>Connections by their own port.</summary>
[BpfObject(License = "GPL")]
public static partial class SocketHashes
{
    static readonly SockHash<uint> ByPort = new(maxEntries: 16);

    static uint Joined;

    /// <summary>Puts in every connection that is made from a control group.</summary>
    [SockOps]
    static int Join(ref SockOps ctx)
    {
        if (ctx.Op == SockOpsEvent.ActiveEstablished && ByPort.TryAddConnection(ctx.LocalPort)) Joined = ctx.LocalPort;
        return 1;
    }

    /// <summary>Gives messages back to the receiving end of the socket that sends them.</summary>
    [SkMsg]
    static SocketVerdict Echo(in SkMsg ctx) => ByPort.Redirect(ctx.LocalPort, receives: true);
}
