using System.CommandLine;
using Bpf;

Option<double> seconds = new("--seconds") { Description = "Stop after so many seconds (default: run until Ctrl+C)" };
Option<bool> plain = new("--plain") { Description = "One line a connection instead of the live table (default where output is not a terminal)" };

RootCommand command = new("Reports the TCP connections that this machine asks for: by whom, to where, how long it took, what came of it.") { seconds, plain };
command.SetAction(async (arguments, cancel) =>
{
    if (BpfSupport.WhyNot() is { } reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }

    using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    if (arguments.GetValue(seconds) is > 0 and double limit)
        stop.CancelAfter(TimeSpan.FromSeconds(limit));
    try
    {
        using TcpConnect.Loaded connects = TcpConnect.Load();
        connects.Attach();
        Report report = arguments.GetValue(plain) || Console.IsOutputRedirected ? new LineReport(connects) : new TableReport(connects);
        await report.ShowAsync(stop.Token);
        return 0;
    }
    catch (BpfException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
