using Bpf.Vm;

/// <summary>The same bytecode in the VM, on made-up calls.</summary>
internal static class Simulation
{
    public static int Run(string function)
    {
        Console.WriteLine($"SIMULATED: these calls of {function} are made up; the bytecode is the real one, run in the VM.");
        SimulatedKernel kernel = new();
        using KernelFunctions.Loaded measure = KernelFunctions.Load(kernel);
        Random random = new(1);
        for (int call = 0; call < 2_000; call++)
        {
            measure.OnEntry.Run(default);
            kernel.Clock.MonotonicNanoseconds += (ulong)(200 * Math.Exp(random.NextDouble() * 6));
            measure.OnReturn.Run(default);
        }

        Histogram.Show(function, measure);
        return 0;
    }
}
