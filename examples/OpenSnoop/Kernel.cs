using Bpf;

/// <summary>Starts the probe in the running kernel, or, where that can't be, in the VM.</summary>
internal static class Kernel
{
    public static OpenSnoop.Loaded Start(OpenSnoop.Config config, CancellationTokenSource stop)
    {
        if (BpfSupport.WhyNot() is { } reason)
        {
            Console.Error.WriteLine($"{reason} Showing a simulation instead.");
            return Simulation.Start(config, stop);
        }

        OpenSnoop.Loaded snoop = OpenSnoop.Load(config);
        snoop.Attach();
        return snoop;
    }
}
