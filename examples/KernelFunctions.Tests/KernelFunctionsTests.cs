using Bpf;
using Bpf.Vm;

/// <summary>The probes on the CLR, where a breakpoint in them works, and as the bytecode they are compiled to. Neither needs root, nor Linux.</summary>
public sealed class KernelFunctionsTests
{
    private readonly SimulatedKernel kernel = new() { CurrentTask = new(pid: 101, tgid: 100, "cat") };

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    public static TheoryData<WorldMode, ulong, int> Latencies
    {
        get
        {
            TheoryData<WorldMode, ulong, int> data = [];
            foreach (WorldMode world in new[] { WorldMode.Clr, WorldMode.Bytecode })
            {
                data.Add(world, 0, 0);
                data.Add(world, 1, 0);
                data.Add(world, 2, 1);
                data.Add(world, 3, 1);
                data.Add(world, 1023, 9);
                data.Add(world, 1024, 10);
                data.Add(world, 1ul << 38, 38);
                data.Add(world, (1ul << 39) - 1, 38);
                data.Add(world, 1ul << 39, 39);
                data.Add(world, 1ul << 62, 39);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Latencies))]
    public void A_call_is_counted_in_the_slot_of_its_latency(WorldMode world, ulong nanoseconds, int slot)
    {
        using KernelFunctions.Loaded measure = Load(world);

        Call(measure, nanoseconds);

        Assert.Equal([slot], Enumerable.Range(0, KernelFunctions.Slots).Where(s => measure.Latency[s].Sum() == 1));
        Assert.Empty(measure.Entered);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Calls_are_counted_on_every_CPU(WorldMode world)
    {
        using KernelFunctions.Loaded measure = Load(world);

        foreach (int cpu in (int[])[0, 3, 3])
        {
            kernel.CurrentCpu = cpu;
            Call(measure, 500);
        }

        Assert.Equal<ulong>([1, 0, 0, 2], measure.Latency[8]);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Threads_dont_mix(WorldMode world)
    {
        using KernelFunctions.Loaded measure = Load(world);

        measure.OnEntry.Run(default);
        kernel.CurrentTask = new(pid: 102, tgid: 100, "cat");
        kernel.Clock.MonotonicNanoseconds += 1000;
        Call(measure, 10);
        kernel.CurrentTask = new(pid: 101, tgid: 100, "cat");
        measure.OnReturn.Run(default);

        Assert.Equal(1ul, measure.Latency[3].Sum());
        Assert.Equal(1ul, measure.Latency[9].Sum());
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_return_whose_entry_was_not_seen_is_not_counted(WorldMode world)
    {
        using KernelFunctions.Loaded measure = Load(world);

        measure.OnReturn.Run(default);

        Assert.Equal(0ul, Total(measure));
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Only_the_process_asked_for_is_measured(WorldMode world)
    {
        using KernelFunctions.Loaded measure = Load(world, new() { TargetPid = 200 });

        Call(measure, 500);
        Assert.Equal(0ul, Total(measure));

        kernel.CurrentTask = new(pid: 201, tgid: 200, "vim");
        Call(measure, 500);
        Assert.Equal(1ul, Total(measure));
    }

    private KernelFunctions.Loaded Load(WorldMode world, KernelFunctions.Config? config = null) =>
        KernelFunctions.Load(kernel, config, new() { Mode = world });

    private void Call(KernelFunctions.Loaded measure, ulong nanoseconds)
    {
        measure.OnEntry.Run(default);
        kernel.Clock.MonotonicNanoseconds += nanoseconds;
        measure.OnReturn.Run(default);
    }

    private static ulong Total(KernelFunctions.Loaded measure) =>
        Enumerable.Range(0, KernelFunctions.Slots).Aggregate(0ul, (sum, slot) => sum + measure.Latency[slot].Sum());
}
