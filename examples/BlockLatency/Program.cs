using System.CommandLine;
using Bpf;

const string pins = "/sys/fs/bpf/block-latency";
Option<double> seconds = new("--seconds") { Description = "How long to measure", DefaultValueFactory = _ => 5 };
Option<bool> reset = new("--reset") { Description = "Forget what earlier runs have counted" };

RootCommand command = new("Measures how long disks take: a histogram by powers of two. Counts go on where the last run ended.") { seconds, reset };
command.SetAction(async (arguments, cancel) =>
{
    if (BpfSupport.WhyNot() is { } reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }

    try
    {
        if (arguments.GetValue(reset) && Directory.Exists(pins))
            Directory.Delete(pins, recursive: true);
        using BlockLatency.Loaded measure = BlockLatency.Load(options: new() { PinFolder = pins });
        measure.Attach();
        await Task.Delay(TimeSpan.FromSeconds(arguments.GetValue(seconds)), cancel).ContinueWith(_ => { }, TaskScheduler.Default); // Ctrl+C shows what there is
        Histogram.Show(measure);
        return 0;
    }
    catch (BpfException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
