using Bpf;
using Spectre.Console;

/// <summary>Shows the latencies counted by the probe.</summary>
internal static class Histogram
{
    private const int Width = 50;

    public static void Show(BlockLatency.Loaded measure)
    {
        ulong[] requests = [.. measure.Latency.Select(values => values.Sum())];
        ulong most = requests.Max();
        if (most == 0)
        {
            Console.WriteLine("No disk was read or written.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn("from us", column => column.RightAligned()).AddColumn("requests", column => column.RightAligned()).AddColumn("");
        for (int slot = Array.FindIndex(requests, n => n > 0); slot <= Array.FindLastIndex(requests, n => n > 0); slot++)
            table.AddRow($"{1UL << slot:N0}", $"{requests[slot]:N0}", new string('█', (int)Math.Ceiling((double)requests[slot] / most * Width)));
        AnsiConsole.Write(table);
    }
}
