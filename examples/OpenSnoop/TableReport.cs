using Bpf;
using Spectre.Console;

/// <summary>A live table: the latest opens, and the busiest processes below.</summary>
internal sealed class TableReport : IOpenReport
{
    private const int Rows = 18;
    private const int OtherColumns = 46;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(100);
    private readonly Queue<OpenEvent> _latest = new();
    private ulong _seen;
    private ulong _lost;

    public Task ShowAsync(OpenSnoop.Loaded snoop, CancellationToken stop) =>
        AnsiConsole.Live(Render(snoop)).StartAsync(async live =>
        {
            using Timer refresh = new(_ => Refresh(live, snoop), null, RefreshEvery, RefreshEvery);
            try
            {
                await foreach (Event<OpenEvent> e in snoop.Events.ReadAllAsync(stop))
                    Take(e);
            }
            catch (OperationCanceledException)
            {
                // The way it ends.
            }

            await refresh.DisposeAsync();
            snoop.Events.Consume((ref readonly OpenEvent open) => Take(in open)); // what came in the meantime
            Refresh(live, snoop);
        });

    private void Take(Event<OpenEvent> e)
    {
        if (e.TryGetValue(out OpenEvent open))
        {
            Take(in open);
            return;
        }

        lock (_latest)
            _lost += e.Lost;
    }

    private void Take(in OpenEvent open)
    {
        lock (_latest)
        {
            _seen++;
            _latest.Enqueue(open);
            if (_latest.Count > Rows)
                _latest.Dequeue();
        }
    }

    private void Refresh(LiveDisplayContext live, OpenSnoop.Loaded snoop)
    {
        lock (_latest)
            live.UpdateTarget(Render(snoop));
    }

    /// <summary>A path in one row: its end says more than its start.</summary>
    private static string Shorten(string path)
    {
        int width = Math.Max(20, AnsiConsole.Profile.Width - OtherColumns);
        return path.Length <= width ? path : "…" + path[^(width - 1)..];
    }

    private Rows Render(OpenSnoop.Loaded snoop)
    {
        Table opens = new Table().Border(TableBorder.Simple).AddColumns("PID", "Command", "Result", "Path");
        opens.Columns[^1].NoWrap();
        foreach (OpenEvent e in _latest)
        {
            string color = e.Result < 0 ? "red" : "green";
            opens.AddRow(new Text(e.Pid.ToString()), new Text(e.Comm.ToString()),
                new Markup($"[{color}]{OpenResult.Of(e.Result)}[/]"), new Text(Shorten(e.Path.ToString())));
        }

        BarChart busiest = new BarChart().Width(60).Label("opens by process");
        foreach ((uint pid, ulong count) in snoop.OpensByPid.OrderByDescending(entry => entry.Value).Take(6))
            busiest.AddItem(pid.ToString(), count, Color.Blue);
        return new Rows(opens, busiest, new Text($"{_seen:N0} opens, {_lost:N0} lost, {snoop.Faults:N0} unreadable paths"));
    }
}
