using System.CommandLine;
using System.Net;
using Bpf;

Option<string> device = new("--device", "-d") { Description = "The network device to guard" };
Option<string[]> drop = new("--drop") { Description = "A network to drop, such as 192.0.2.0/24 or 2001:db8::/32 (repeatable)", AllowMultipleArgumentsPerToken = true };
Option<XdpMode> mode = new("--mode") { Description = "Auto, Native (in the driver) or Generic", DefaultValueFactory = _ => XdpMode.Auto };
Option<double> seconds = new("--seconds") { Description = "Stop after so many seconds (default: run until Ctrl+C)" };
Option<bool> demo = new("--demo") { Description = "Build a veth pair in a network namespace of its own, send traffic through it, show the counters" };
Option<bool> simulate = new("--simulate") { Description = "Run the same bytecode in the VM on made-up packets" };

RootCommand command = new("Drops packets by source network in XDP, and counts what it dropped.") { device, drop, mode, seconds, demo, simulate };
command.SetAction(async (arguments, cancel) =>
{
    try
    {
        if (arguments.GetValue(simulate))
            return Simulation.Run();
        if (BpfSupport.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"{reason} Showing a simulation instead.");
            return Simulation.Run();
        }

        if (arguments.GetValue(demo))
            return Demo.Run();
        if (arguments.GetValue(device) is not { } name)
        {
            Console.Error.WriteLine("Say which device to guard (--device eth0), or try --demo.");
            return 2;
        }

        IPNetwork[] networks = [.. (arguments.GetValue(drop) ?? []).Select(NetworkOf)];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (arguments.GetValue(seconds) is > 0 and double limit)
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
        await Guard.RunAsync(name, arguments.GetValue(mode), networks, stop.Token);
        return 0;
    }
    catch (Exception e) when (e is BpfException or FormatException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();

static IPNetwork NetworkOf(string text) => IPNetwork.TryParse(text, out IPNetwork network)
    ? network
    : throw new FormatException($"'{text}' is no network. Write the first address and the length of the prefix, as in 192.0.2.0/24.");
