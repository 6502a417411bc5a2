using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Vm;

namespace Bpf.Kernel.Tests;

/// <summary>Maps without keys and maps of places do the same in the kernel, in the simulated one, and on the CLR.</summary>
public sealed class AnyWorldTests
{
    public static TheoryData<World> Worlds => [World.Kernel, World.Vm, World.Clr];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Queues_and_stacks_fill_and_empty(World world)
    {
        using AnyWorld.Loaded any = Load(world);
        Assert.Equal([12, 8, 3], [Run(any.Push, 1), Run(any.Push, 2), Run(any.Push, 3)]);
        Assert.False(any.Queue.TryPush(4));
        Assert.True(any.Queue.TryPeek(out ulong oldest));
        Assert.Equal(1ul, oldest);
        Assert.Equal([12, 21, 0], [Run(any.Pop, 0), Run(any.Pop, 0), Run(any.Pop, 0)]);
        Assert.False(any.Stack.TryPop(out ulong none));
        Assert.Equal(0ul, none);
        Assert.True(any.Stack.TryPush(9));
        Assert.True(any.Stack.TryPop(out ulong newest));
        Assert.Equal(9ul, newest);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_filter_remembers(World world)
    {
        if (world == World.Kernel)
            Needs.Features(Feature.BloomFilter);
        using AnyWorld.Loaded any = Load(world);
        Assert.Equal([0, 1], [Run(any.Remember, 7), Run(any.Remember, 7)]);
        Assert.True(any.Filter.MayContain(7));
        any.Filter.Add(70_000);
        Assert.Equal(1, Run(any.Remember, 70_000));
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_packet_goes_where_the_map_says(World world)
    {
        using AnyWorld.Loaded any = Load(world);
        byte[] frame = new byte[64];
        Assert.Equal(XdpAction.Tx, any.Forward.Run(frame).Action);
        any.Interfaces.Set(1, "lo");
        Assert.Equal(XdpAction.Redirect, any.Forward.Run(frame).Action);
        Assert.True(any.Interfaces.Remove(1));
        Assert.Equal(XdpAction.Tx, any.Forward.Run(frame).Action);
    }

    [Theory]
    [InlineData(World.Vm)]
    [InlineData(World.Clr)]
    public void Records_of_a_perf_event_array_are_read_where_there_is_no_kernel(World world)
    {
        using AnyWorld.Loaded any = Load(world);
        Run(any.Push, 41);
        Run(any.Push, 42);
        List<ulong> records = [];
        any.Records.Consume((ref readonly ulong record) => records.Add(record));
        Assert.Equal([41ul, 42], records);
    }

    private static AnyWorld.Loaded Load(World world)
    {
        if (world == World.Kernel)
            Needs.Features(Feature.MemcgAccounting); // raw tracepoints run without their hook
        return world switch
        {
            World.Kernel => AnyWorld.Load(),
            World.Vm => AnyWorld.Load(new SimulatedKernel()),
            _ => AnyWorld.Load(new SimulatedKernel(), new LoadOptions { Mode = WorldMode.Clr }),
        };
    }

    private static int Run(RawTracepointProgram program, ulong number)
    {
        RawTracepointArgs args = new();
        args[0] = number;
        return program.Run(args);
    }
}
