using System.Runtime.CompilerServices;
using Bpf;

/// <summary>The record of a TCP socket's change of state.</summary>
[TracepointContext("sock", "inet_sock_set_state")]
public partial struct StateChange;

/// <summary>A connection that a process of this machine asked for: both sides read this struct.</summary>
public struct Connection
{
    /// <summary>From the first packet to the answer, in nanoseconds.</summary>
    public ulong Elapsed;

    /// <summary>The other side; an IPv4 address as in <c>::ffff:1.2.3.4</c>.</summary>
    public Ipv6Address Remote;

    /// <summary>The other side's port.</summary>
    public ushort Port;

    /// <summary>1 where the other side took it, 0 where it refused or did not answer.</summary>
    public ushort Succeeded;

    /// <summary>The process.</summary>
    public uint Pid;

    /// <summary>Its name.</summary>
    public Comm Comm;
}

/// <summary>Reports each TCP connection that is asked for: by whom, to where, how long it took and what came of it.</summary>
[BpfObject(License = "GPL")]
public static partial class TcpConnect
{
    private const int Tcp = 6;

    /// <summary>Who asked, and when.</summary>
    public struct Attempt
    {
        public ulong Started;
        public uint Pid;
        public Comm Comm;
    }

    /// <summary>Attempts under way, by the kernel's address of the socket.</summary>
    static readonly LruHashMap<ulong, Attempt> Pending = new(maxEntries: 10_240);

    static readonly HashMap<uint, ulong> ByProcess = new(maxEntries: 10_240);
    static readonly RingBuffer<Connection> Connections = new(bytes: 256 * 1024);

    [Tracepoint("sock", "inet_sock_set_state")]
    static int OnChange(in StateChange ctx)
    {
        if (ctx.Protocol != Tcp) return 0;
        ulong socket = ctx.Skaddr.Address;
        if (ctx.Newstate == (int)TcpState.SynSent) Start(socket); // in the process that connects
        else if (ctx.Oldstate == (int)TcpState.SynSent) End(socket, in ctx); // wherever the answer arrives
        return 0;
    }

    private static void Start(ulong socket)
    {
        uint pid = CurrentTask.Tgid;
        Pending.TrySet(socket, new() { Started = Helpers.KtimeGetNs(), Pid = pid, Comm = CurrentTask.Comm });
        if (ByProcess.TryFind(pid, out Ref<ulong> count)) Interlocked.Increment(ref count.Value);
        else ByProcess.TryAdd(pid, 1);
    }

    private static void End(ulong socket, in StateChange ctx)
    {
        if (!Pending.TryFind(socket, out Ref<Attempt> attempt)) return;
        if (Connections.TryReserve(out Reservation<Connection> connection))
        {
            connection.Value.Elapsed = Helpers.KtimeGetNs() - attempt.Value.Started;
            connection.Value.Pid = attempt.Value.Pid;
            connection.Value.Comm = attempt.Value.Comm;
            connection.Value.Port = ctx.Dport;
            connection.Value.Succeeded = (ushort)(ctx.Newstate == (int)TcpState.Established ? 1 : 0);
            connection.Value.Remote = Unsafe.BitCast<StateChange.DaddrV6Array, Ipv6Address>(ctx.DaddrV6);
            connection.Submit();
        }

        Pending.Remove(socket);
    }
}
