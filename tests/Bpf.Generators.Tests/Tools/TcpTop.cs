// Bytes sent and received by process and connection.
using System.Threading;
using Bpf;

[KernelType("sock_common")]
public struct Common
{
    [KernelField("skc_family")] public ushort Family;
    [KernelField("skc_rcv_saddr")] public uint Local;
    [KernelField("skc_daddr")] public uint Remote;
    [KernelField("skc_num")] public ushort LocalPort;
    [KernelField("skc_dport")] public UInt16BE RemotePort;
}

[KernelType("sock")] public struct TcpSocket { [KernelField("__sk_common")] public Common Common; }

public record struct Endpoint(uint Pid, uint Local, uint Remote, ushort LocalPort, ushort RemotePort);
public struct Traffic { public ulong Sent, Received; public Comm Name; }

[BpfObject(License = "GPL")]
public static partial class TcpTop
{
    static readonly HashMap<Endpoint, Traffic> Connections = new(maxEntries: 10_240);
    [Config] static uint TargetPid;

    private static void Count(KernelPtr<TcpSocket> socket, long sent, long received)
    {
        uint pid = CurrentTask.Tgid;
        if (TargetPid != 0 && TargetPid != pid) return;
        if (socket.Value.Common.Family != 2) return;
        Endpoint key = new(pid, socket.Value.Common.Local, socket.Value.Common.Remote, socket.Value.Common.LocalPort, socket.Value.Common.RemotePort);
        if (!Connections.TryFind(key, out var traffic))
        {
            Traffic fresh = new() { Name = CurrentTask.Comm };
            if (sent > 0) fresh.Sent = (ulong)sent;
            if (received > 0) fresh.Received = (ulong)received;
            Connections.TryAdd(key, fresh);
            return;
        }

        if (sent > 0) Interlocked.Add(ref traffic.Value.Sent, (ulong)sent);
        if (received > 0) Interlocked.Add(ref traffic.Value.Received, (ulong)received);
    }

    [Fexit("tcp_sendmsg")]
    static int OnSend(KernelPtr<TcpSocket> socket, KernelPtr<byte> message, nuint size, [ReturnValue] int sent)
    {
        Count(socket, sent, 0);
        return 0;
    }

    [Kprobe("tcp_cleanup_rbuf")]
    static int OnReceive(KernelPtr<TcpSocket> socket, int copied)
    {
        Count(socket, 0, copied);
        return 0;
    }
}
