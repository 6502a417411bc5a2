using Spectre.Console;

/// <summary>A live table: the latest connections, and the busiest processes below.</summary>
internal sealed class TableReport(TcpConnect.Loaded connects) : Report(connects)
{
    private const int Rows = 18;
    private readonly Queue<Connection> _latest = new();
    private ulong _lost;

    protected override void Begin() => Draw();

    protected override void Take(in Connection connection)
    {
        _latest.Enqueue(connection);
        if (_latest.Count > Rows)
            _latest.Dequeue();
        Draw();
    }

    protected override void TakeLoss(ulong count) => _lost += count;

    protected override void End() => Draw();

    private void Draw()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("PID", "Command", "Time", "Remote");
        foreach (Connection connection in _latest)
        {
            string color = connection.Succeeded != 0 ? "green" : "red";
            table.AddRow(new Text($"{connection.Pid}"), new Text($"{connection.Comm}"), new Markup($"[{color}]{ResultOf(in connection)}[/]"), new Text(RemoteOf(in connection)));
        }

        BarChart busiest = new BarChart().Width(60).Label("connections by process");
        foreach ((uint pid, ulong count) in Connects.ByProcess.OrderByDescending(entry => entry.Value).Take(6))
            busiest.AddItem($"{pid}", count, Color.Blue);
        AnsiConsole.Clear();
        AnsiConsole.Write(new Rows(table, busiest, new Text($"{_lost:N0} lost")));
    }
}
