using Bpf;

/// <summary>One line an open, then the busiest processes: for pipes and logs.</summary>
internal sealed class LineReport : IOpenReport
{
    public async Task ShowAsync(OpenSnoop.Loaded snoop, CancellationToken stop)
    {
        Console.WriteLine($"{"PID",7} {"COMMAND",-16} {"RESULT",7} PATH");
        try
        {
            await foreach (Event<OpenEvent> e in snoop.Events.ReadAllAsync(stop))
            {
                if (e.TryGetValue(out OpenEvent open))
                    Show(in open);
                else
                    Console.WriteLine($"        ... {e.Lost:N0} lost ...");
            }
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }

        snoop.Events.Consume((ref readonly OpenEvent open) => Show(in open));
        Console.WriteLine();
        foreach ((uint pid, ulong opens) in snoop.OpensByPid.OrderByDescending(entry => entry.Value).Take(5))
            Console.WriteLine($"{pid,7} {opens,8:N0} opens");
        Console.WriteLine($"{snoop.Events.Lost:N0} lost, {snoop.Faults:N0} unreadable paths");
    }

    private static void Show(in OpenEvent open) =>
        Console.WriteLine($"{open.Pid,7} {open.Comm,-16} {OpenResult.Of(open.Result),7} {open.Path}");
}
