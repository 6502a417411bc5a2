using Bpf;
using Bpf.Vm;

/// <summary>The probe on the CLR and as bytecode, without root.</summary>
public sealed class BlockLatencyTests
{
    private readonly SimulatedKernel kernel = new();

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    [Theory]
    [InlineData(WorldMode.Clr, 0, 0)]
    [InlineData(WorldMode.Bytecode, 0, 0)]
    [InlineData(WorldMode.Clr, 999, 0)]
    [InlineData(WorldMode.Bytecode, 999, 0)]
    [InlineData(WorldMode.Clr, 150_000, 7)]
    [InlineData(WorldMode.Bytecode, 150_000, 7)]
    [InlineData(WorldMode.Clr, 1_000_000_000_000, BlockLatency.Slots - 1)]
    [InlineData(WorldMode.Bytecode, 1_000_000_000_000, BlockLatency.Slots - 1)]
    public void A_request_is_counted_in_the_slot_of_its_time(WorldMode world, long nanoseconds, int slot)
    {
        using BlockLatency.Loaded measure = Load(world);
        measure.OnIssue.Run(new() { Dev = 8, Sector = 2048 });
        kernel.Clock.MonotonicNanoseconds += (ulong)nanoseconds;
        measure.OnDone.Run(new() { Dev = 8, Sector = 2048 });

        Assert.Equal(1ul, measure.Latency[slot].Sum());
        Assert.Equal(1ul, measure.Latency.Aggregate(0ul, (sum, values) => sum + values.Sum()));
        Assert.Empty(measure.Issued);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void What_was_not_seen_to_be_issued_is_not_counted(WorldMode world)
    {
        using BlockLatency.Loaded measure = Load(world);
        measure.OnIssue.Run(new() { Dev = 8, Sector = 2048 });
        measure.OnDone.Run(new() { Dev = 8, Sector = 2056 });
        measure.OnDone.Run(new() { Dev = 9, Sector = 2048 });
        Assert.All(measure.Latency, values => Assert.Equal(0ul, values.Sum()));
        Assert.Single(measure.Issued);
    }

    private BlockLatency.Loaded Load(WorldMode world) => BlockLatency.Load(kernel, options: new() { Mode = world });
}
