using System.ComponentModel;
using System.Diagnostics;
using Bpf;

/// <summary>The firewall at work in ten seconds: a veth pair in its own network namespace, real packets, real counters.</summary>
internal static class Demo
{
    /// <summary>Runs it on a thread of its own, because a network namespace belongs to a thread and goes with it.</summary>
    public static int Run()
    {
        int result = 1;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = RunInNamespace();
            }
            catch (Exception e) when (e is BpfException or InvalidOperationException)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            Console.Error.WriteLine(failure.Message);
        return result;
    }

    private static int RunInNamespace()
    {
        NetworkNamespace.Enter();
        Ip("link add outside type veth peer name inside");
        Ip("link set outside up");
        Ip("link set inside up");

        using XdpFirewall.Loaded firewall = XdpFirewall.Load();
        Rules rules = new(firewall, DemoTraffic.Networks);
        using BpfLink link = firewall.Filter.Attach("inside", XdpMode.Auto);
        ulong before = rules.Passed; // the kernel's own neighbor discovery passes too

        int sent = 0;
        using (PacketSender sender = new("outside"))
        {
            foreach (byte[] packet in DemoTraffic.Packets())
            {
                sender.Send(packet);
                sent++;
            }
        }

        Console.WriteLine($"Sent {sent:N0} packets from 'outside' to 'inside', XDP on 'inside':");
        rules.Show();
        bool exact = DemoTraffic.Networks.All(n => rules.Dropped(n).Packets == (ulong)DemoTraffic.PacketsFrom(n));
        ulong expected = (ulong)(sent - DemoTraffic.Networks.Sum(DemoTraffic.PacketsFrom));
        Console.WriteLine(exact && rules.Passed - before >= expected ? "Every packet is accounted for." : "The counters do not add up!");
        return exact ? 0 : 1;
    }

    private static void Ip(string arguments)
    {
        using Process process = StartIp(arguments);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {error.Trim()}");
    }

    private static Process StartIp(string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("The demonstration needs the 'ip' command (package iproute2) to build its network.", e);
        }
    }
}
