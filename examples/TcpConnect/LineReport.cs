/// <summary>One line a connection, then the busiest processes: for pipes and logs.</summary>
internal sealed class LineReport(TcpConnect.Loaded connects) : Report(connects)
{
    protected override void Begin() => Console.WriteLine($"{"PID",7} {"COMMAND",-16} {"TIME",15} REMOTE");

    protected override void Take(in Connection connection) =>
        Console.WriteLine($"{connection.Pid,7} {connection.Comm,-16} {ResultOf(in connection),15} {RemoteOf(in connection)}");

    protected override void TakeLoss(ulong count) => Console.WriteLine($"        ... {count:N0} lost ...");

    protected override void End()
    {
        foreach ((uint pid, ulong count) in Connects.ByProcess.OrderByDescending(entry => entry.Value).Take(5))
            Console.WriteLine($"{pid,7} {count,8:N0} connections");
    }
}
