// Connections with their ends, lifetime and bytes.
using System;
using Bpf;

[TracepointContext("sock", "inet_sock_set_state")]
public partial struct StateChange;

[KernelType("tcp_sock")]
public struct TcpSock
{
    public ulong BytesReceived;
    public ulong BytesAcked;
}

public enum AddressFamily : ushort { Inet = 2, Inet6 = 10 }

public struct Connection
{
    public ulong Start, Nanoseconds, Received, Sent;
    public Ipv6Address Source, Destination;
    public ushort SourcePort, DestinationPort;
    public AddressFamily Family;
    public uint Pid;
    public Comm Comm;
}

[BpfObject(License = "GPL")]
public static partial class TcpLife
{
    struct Identity { public uint Pid; public Comm Comm; }

    private const int ProtocolTcp = 6;
    private const int SynSent = 2, FinWait1 = 4, Close = 7, LastAck = 9;

    static readonly HashMap<ulong, ulong> Births = new(maxEntries: 10_240);
    static readonly HashMap<ulong, Identity> Owners = new(maxEntries: 10_240);
    static readonly RingBuffer<Connection> Connections = new(bytes: 256 * 1024);

    [Tracepoint("sock", "inet_sock_set_state")]
    static int OnState(in StateChange ctx)
    {
        if (ctx.Protocol != ProtocolTcp) return 0;
        ulong socket = ctx.Skaddr.Address;
        if (ctx.Newstate < FinWait1) Births.TrySet(socket, Helpers.KtimeGetNs());
        if (ctx.Newstate is SynSent or LastAck) Owners.TrySet(socket, new Identity { Pid = CurrentTask.Tgid, Comm = CurrentTask.Comm });
        if (ctx.Newstate != Close) return 0;

        if (Births.TryFind(socket, out Ref<ulong> born) && Connections.TryReserve(out Reservation<Connection> made))
        {
            KernelPtr<TcpSock> tcp = new(socket);
            made.Value = new Connection
            {
                Start = born.Value,
                Nanoseconds = Helpers.KtimeGetNs() - born.Value,
                Received = tcp.Value.BytesReceived,
                Sent = tcp.Value.BytesAcked,
                SourcePort = ctx.Sport,
                DestinationPort = ctx.Dport,
                Family = (AddressFamily)ctx.Family,
            };
            if (Owners.TryFind(socket, out Ref<Identity> owner))
            {
                made.Value.Pid = owner.Value.Pid;
                made.Value.Comm = owner.Value.Comm;
            }

            made.Submit();
        }

        Births.Remove(socket);
        Owners.Remove(socket);
        return 0;
    }
}
