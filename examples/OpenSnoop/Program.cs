using System.CommandLine;
using Bpf;

Option<uint> pid = new("--pid") { Description = "Report only this process (default: all)" };
Option<double> seconds = new("--seconds") { Description = "Stop after so many seconds (default: run until Ctrl+C)" };
Option<bool> plain = new("--plain") { Description = "One line an open instead of the live table (default where output is not a terminal)" };
Option<bool> simulate = new("--simulate") { Description = "Run the same bytecode in the VM on a made-up event stream" };

RootCommand command = new("Reports every openat on this machine: who, what, and what came of it.") { pid, seconds, plain, simulate };
command.SetAction(async (arguments, cancel) =>
{
    using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    OpenSnoop.Config config = new() { TargetPid = arguments.GetValue(pid) };
    IOpenReport report = arguments.GetValue(plain) || Console.IsOutputRedirected ? new LineReport() : new TableReport();
    try
    {
        using OpenSnoop.Loaded snoop = arguments.GetValue(simulate) ? Simulation.Start(config, stop) : Kernel.Start(config, stop);
        if (arguments.GetValue(seconds) is > 0 and double limit)
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
        await report.ShowAsync(snoop, stop.Token);
        return 0;
    }
    catch (BpfException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
