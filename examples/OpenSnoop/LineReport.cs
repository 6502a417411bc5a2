using Bpf;

/// <summary>One line an open, then the busiest processes: for pipes and logs.</summary>
internal sealed class LineReport : IOpenReport
{
    public async Task ShowAsync(OpenSnoop.Loaded snoop, CancellationToken stop)
    {
        Console.WriteLine($"{"PID",7} {"COMMAND",-16} {"RESULT",7} PATH");
        ulong lost = 0;
        try
        {
            await foreach (Event<OpenEvent> e in snoop.Events.ReadAllAsync(stop))
            {
                if (e.IsLost)
                    lost += e.Lost;
                else
                    Console.WriteLine($"{e.Value.Pid,7} {e.Value.Comm,-16} {OpenResult.Of(e.Value.Result),7} {e.Value.Path}");
            }
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }

        Console.WriteLine();
        foreach ((uint pid, ulong opens) in snoop.OpensByPid.OrderByDescending(entry => entry.Value).Take(5))
            Console.WriteLine($"{pid,7} {opens,8:N0} opens");
        Console.WriteLine($"lost {lost}, unreadable paths {snoop.Faults}");
    }
}
