using Bpf.Vm;

/// <summary>The same bytecode in the VM, on the demonstration's packets.</summary>
internal static class Simulation
{
    public static int Run()
    {
        Console.WriteLine("SIMULATED: these packets never were on a wire; the bytecode is the real one, run in the VM.");
        using XdpFirewall.Loaded firewall = XdpFirewall.Load(new SimulatedKernel());
        Rules rules = new(firewall, DemoTraffic.Networks);
        foreach (byte[] packet in DemoTraffic.Packets())
            firewall.Filter.Run(packet);
        rules.Show();
        return 0;
    }
}
