using Bpf.Core.Link;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.KernelSide;

/// <summary>Kernel-side operations on the CLR, against the simulated kernel's maps.</summary>
public sealed class WorldTests
{
    private static readonly HashMap<uint, ulong> Counts = new(maxEntries: 2);
    private static readonly ArrayMap<uint> Slots = new(maxEntries: 3);
    private static readonly PerCpuArray<uint> PerCpu = new(maxEntries: 1);
    private static readonly RingBuffer<ulong> Events = new(bytes: 4096);
    private readonly SimulatedKernel world = new(new SimulatedKernelOptions { Cpus = 2 });

    public WorldTests() => world.Load(new LinkedObject(
        [Spec(Counts, 4, 8), Spec(Slots, 4, 4), Spec(PerCpu, 4, 4), Spec(Events, 0, 0)], [], []));

    private static MapSpec Spec(MapDeclaration map, int keySize, int valueSize) =>
        new() { Name = map.Name, Type = map.Type, KeySize = keySize, ValueSize = valueSize, MaxEntries = map.MaxEntries };

    [Fact]
    public void A_declaration_is_named_after_its_field() => Assert.Equal("Counts", Counts.Name);

    [Fact]
    public void Outside_of_a_world_an_operation_says_what_to_do()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Counts.Remove(1));
        Assert.Contains("BpfWorld.Enter", exception.Message);
    }

    [Fact]
    public void A_lookup_refers_to_the_value_itself()
    {
        using (BpfWorld.Enter(world))
        {
            Assert.False(Counts.TryFind(7, out Ref<ulong> missing));
            Assert.True(missing.IsNull);
            Assert.True(Counts.TryAdd(7, 1));
            Assert.False(Counts.TryAdd(7, 2));
            Assert.True(Counts.TryFind(7, out Ref<ulong> found));
            Interlocked.Increment(ref found.Value);
            Assert.True(Counts.TryFind(7, out Ref<ulong> again));
            Assert.Equal(2ul, again.Value);
            Assert.True(Counts.TryUpdate(7, 9));
            Assert.False(Counts.TryUpdate(8, 9));
            Assert.True(Counts.Remove(7));
            Assert.False(Counts.Remove(7));
        }
    }

    [Fact]
    public void Arrays_refuse_indexes_out_of_range()
    {
        using (BpfWorld.Enter(world))
        {
            Assert.True(Slots.TrySet(2, 5));
            Assert.False(Slots.TrySet(3, 5));
            Assert.False(Slots.TryFind(3, out _));
        }
    }

    [Fact]
    public void A_per_CPU_map_shows_the_value_of_the_CPU_that_runs()
    {
        using (BpfWorld.Enter(world))
        {
            world.CurrentCpu = 1;
            Assert.True(PerCpu.TryFind(0, out Ref<uint> mine));
            mine.Value = 5;
            world.CurrentCpu = 0;
            Assert.True(PerCpu.TryFind(0, out Ref<uint> other));
            Assert.Equal(0u, other.Value);
        }
    }

    [Fact]
    public void Reservations_that_find_no_room_are_counted()
    {
        using (BpfWorld.Enter(world))
        {
            int written = 0;
            for (; Events.TryReserve(out Reservation<ulong> record); written++)
            {
                record.Value = (ulong)written;
                record.Submit();
            }

            Assert.True(written > 100);
            Assert.False(Events.TryOutput(1));
            Assert.Equal(2ul, WorldLosses.Read(world.GetMap("Events")));
        }
    }

    [Fact]
    public void Helpers_answer_for_the_simulated_task()
    {
        world.CurrentTask = new SimulatedTask { Tgid = 100, Pid = 101, Comm = "probe" };
        using (BpfWorld.Enter(world))
        {
            Assert.Equal((100u, 101u), (CurrentTask.Tgid, CurrentTask.Pid));
            Assert.Equal("probe", CurrentTask.Comm.ToString());
            uint number = 255;
            Trace.Print($"n={number:x} of {number}");
        }

        Assert.Equal("n=ff of 255", Assert.Single(world.TraceLines));
    }

    [Fact]
    public void Leaving_a_world_brings_back_the_one_before()
    {
        SimulatedKernel inner = new();
        using (BpfWorld.Enter(world))
        {
            using (BpfWorld.Enter(inner))
                Assert.Same(inner, BpfWorld.Current);
            Assert.Same(world, BpfWorld.Current);
        }

        Assert.Throws<InvalidOperationException>(() => BpfWorld.Current);
    }
}
