using Bpf;
using Bpf.Vm;

/// <summary>The probe on the CLR and as bytecode, without root.</summary>
public sealed class TcpConnectTests
{
    private const ulong Socket = 0xffff_8880_0000_1000;
    private readonly SimulatedKernel kernel = new() { CurrentTask = new(pid: 101, tgid: 100, "curl") };

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    [Theory, MemberData(nameof(Worlds))]
    public void A_connection_is_reported_with_who_asked_where_it_went_and_how_long_it_took(WorldMode world)
    {
        using TcpConnect.Loaded connects = Load(world);
        Change(connects, TcpState.Close, TcpState.SynSent);
        kernel.CurrentTask = new(pid: 0, tgid: 0, "swapper/0"); // the answer comes in an interrupt
        kernel.Clock.MonotonicNanoseconds += 1_500_000;
        Change(connects, TcpState.SynSent, TcpState.Established);

        Connection connection = Assert.Single(ConnectionsOf(connects));
        Assert.Equal((100u, "curl", "::ffff:192.0.2.7", 443, 1, 1_500_000ul), (connection.Pid, connection.Comm.ToString(), connection.Remote.ToString(), connection.Port, connection.Succeeded, connection.Elapsed));
        Assert.Equal(1ul, connects.ByProcess[100]);
        Assert.Empty(connects.Pending);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_refusal_is_no_success(WorldMode world)
    {
        using TcpConnect.Loaded connects = Load(world);
        Change(connects, TcpState.Close, TcpState.SynSent);
        Change(connects, TcpState.SynSent, TcpState.Close);
        Assert.Equal(0, Assert.Single(ConnectionsOf(connects)).Succeeded);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void What_others_ask_for_and_other_protocols_are_not_reported(WorldMode world)
    {
        using TcpConnect.Loaded connects = Load(world);
        Change(connects, TcpState.Listen, TcpState.SynReceived);
        Change(connects, TcpState.SynReceived, TcpState.Established);
        Change(connects, TcpState.SynSent, TcpState.Established); // its start was not seen
        Change(connects, TcpState.Close, TcpState.SynSent, protocol: 132);
        Assert.Empty(ConnectionsOf(connects));
        Assert.Empty(connects.ByProcess);
    }

    private static void Change(TcpConnect.Loaded connects, TcpState from, TcpState to, ushort protocol = 6)
    {
        StateChange change = new() { Skaddr = new(Socket), Oldstate = (int)from, Newstate = (int)to, Protocol = protocol, Dport = 443 };
        ReadOnlySpan<byte> remote = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7];
        remote.CopyTo(change.DaddrV6);
        connects.OnChange.Run(change);
    }

    private static List<Connection> ConnectionsOf(TcpConnect.Loaded connects)
    {
        List<Connection> seen = [];
        connects.Connections.Consume((ref readonly Connection connection) => seen.Add(connection));
        return seen;
    }

    private TcpConnect.Loaded Load(WorldMode world) => TcpConnect.Load(kernel, options: new() { Mode = world });
}
