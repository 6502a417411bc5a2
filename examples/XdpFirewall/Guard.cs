using System.Net;
using Bpf;

/// <summary>Guards one device until told to stop.</summary>
internal static class Guard
{
    public static async Task RunAsync(string device, XdpMode mode, IPNetwork[] networks, CancellationToken stop)
    {
        using XdpFirewall.Loaded firewall = XdpFirewall.Load();
        Rules rules = new(firewall, networks);
        using BpfLink link = firewall.Filter.Attach(device, mode);
        Console.WriteLine($"Guarding {device}, {networks.Length} networks dropped. Ctrl+C stops.");
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // The way it ends.
        }

        rules.Show();
    }
}
