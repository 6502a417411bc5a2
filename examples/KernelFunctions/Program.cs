using System.CommandLine;
using Bpf;

Argument<string> function = new("function") { Description = "The kernel function to measure, such as vfs_read (see /proc/kallsyms)" };
Option<double> seconds = new("--seconds") { Description = "How long to measure", DefaultValueFactory = _ => 5 };
Option<uint> pid = new("--pid") { Description = "Measure only calls by this process (default: all)" };
Option<bool> simulate = new("--simulate") { Description = "Run the same bytecode in the VM on made-up calls" };

RootCommand command = new("Measures how long a kernel function takes: a histogram by powers of two.") { function, seconds, pid, simulate };
command.SetAction(async (arguments, cancel) =>
{
    string name = arguments.GetValue(function)!;
    try
    {
        if (arguments.GetValue(simulate))
            return Simulation.Run(name);
        if (BpfSupport.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"{reason} Showing a simulation instead.");
            return Simulation.Run(name);
        }

        using KernelFunctions.Loaded measure = KernelFunctions.Load(new() { TargetPid = arguments.GetValue(pid) });
        using BpfLink onReturn = measure.OnReturn.Attach(name);
        using BpfLink onEntry = measure.OnEntry.Attach(name);
        Console.WriteLine($"Measuring {name}...");
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(arguments.GetValue(seconds)), cancel);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C shows what there is.
        }

        Histogram.Show(name, measure);
        return 0;
    }
    catch (BpfException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
