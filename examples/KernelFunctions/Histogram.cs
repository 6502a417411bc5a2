using Bpf;
using Spectre.Console;

/// <summary>Shows the latencies counted by the probe.</summary>
internal static class Histogram
{
    private const int Width = 50;

    public static void Show(string function, KernelFunctions.Loaded measure)
    {
        ulong[] calls = [.. Enumerable.Range(0, KernelFunctions.Slots).Select(slot => measure.Latency[slot].Sum())];
        ulong most = calls.Max();
        if (most == 0)
        {
            Console.WriteLine($"{function} was not called.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).Title(function);
        table.AddColumn("from ns", column => column.RightAligned()).AddColumn("calls", column => column.RightAligned()).AddColumn("");
        for (int slot = Array.FindIndex(calls, n => n > 0); slot <= Array.FindLastIndex(calls, n => n > 0); slot++)
        {
            int bar = (int)Math.Ceiling((double)calls[slot] / most * Width);
            table.AddRow($"{1UL << slot:N0}", $"{calls[slot]:N0}", new string('█', bar));
        }

        AnsiConsole.Write(table);
    }
}
