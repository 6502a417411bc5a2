using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Vm;

namespace Bpf.Kernel.Tests;

/// <summary>Maps in maps, in the kernel and in the simulated one, and memory that is shared.</summary>
public sealed class NestedTests
{
    public static TheoryData<World> Worlds => [World.Kernel, World.Vm, World.Clr];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_program_finds_the_maps_that_user_space_put_in(World world)
    {
        using Nested.Loaded nested = Load(world);
        Assert.Equal(-1, Count(nested, 3, 5));
        BpfHashMap<uint, ulong> third = nested.ByGroup.Add(3);
        BpfHashMap<uint, ulong> fourth = nested.ByGroup.Add(4, maxEntries: 1);
        Assert.Equal([1, 2, 1, 1, -2], [Count(nested, 3, 5), Count(nested, 3, 5), Count(nested, 3, 6), Count(nested, 4, 5), Count(nested, 4, 6)]);
        Assert.Equal([new(5, 2), new(6, 1)], third.OrderBy(pair => pair.Key));
        Assert.Equal(1ul, fourth[5]);
        Assert.Equal([3u, 4u], nested.ByGroup.Keys().Order().ToArray());
        Assert.True(nested.ByGroup.TryGetValue(3, out BpfHashMap<uint, ulong>? again));
        Assert.Equal(2ul, again[5]);
        Assert.True(nested.ByGroup.Remove(3));
        Assert.False(nested.ByGroup.Remove(3));
        Assert.False(nested.ByGroup.TryGetValue(3, out _));
        Assert.Equal(-1, Count(nested, 3, 5));
        nested.ByGroup.Set(3, third.Map);
        Assert.Equal(3, Count(nested, 3, 5));
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void An_array_holds_maps_by_index(World world)
    {
        using Nested.Loaded nested = Load(world);
        BpfArrayMap<ulong> totals = nested.ByIndex.Add(2);
        for (uint i = 0; i < 5; i++)
            Count(nested, i, 0);
        Assert.Equal([0ul, 1], totals.ToArray());
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void The_maps_in_a_map_have_the_size_asked_for_on_loading(World world)
    {
        using Nested.Loaded nested = Load(world, new Dictionary<string, int> { ["ByGroup.inner"] = 2, ["ByGroup"] = 1 });
        Assert.Equal(2, nested.ByGroup.Add(3).Map.Shape.MaxEntries);
        Assert.Equal([1, 1, -2], [Count(nested, 3, 5), Count(nested, 3, 6), Count(nested, 3, 7)]);
        Assert.Throws<BpfException>(() => nested.ByGroup.Add(4));
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_map_of_another_shape_is_refused(World world)
    {
        using Nested.Loaded nested = Load(world);
        BpfException refused = Assert.Throws<BpfException>(() => nested.ByGroup.Set(1, nested.ByIndex.Add(0).Map));
        Assert.Contains("not of the declared shape", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapped_array_is_read_and_written_where_programs_do()
    {
        using Nested.Loaded nested = Load(World.Kernel);
        Assert.True(nested.Shared.IsMapped);
        nested.Shared[7] = 41;
        Count(nested, 7, 0);
        Assert.Equal(42ul, nested.Shared[7]);
        nested.Shared.InPlace(599, static (elements, last) => elements[last] = 10);
        Count(nested, 599, 0);
        Assert.Equal((0ul, 11ul), (nested.Shared[598], nested.Shared[599]));
        nested.Dispose();
        Assert.Throws<ObjectDisposedException>(() => nested.Shared[7]);
    }

    [Fact]
    public void Without_shared_memory_elements_are_not_worked_on_in_place()
    {
        using Nested.Loaded nested = Load(World.Vm);
        nested.Shared[7] = 41;
        Count(nested, 7, 0);
        Assert.Equal(42ul, nested.Shared[7]);
        Assert.Throws<InvalidOperationException>(() => nested.Shared.InPlace(0, static (_, _) => { }));
    }

    private static Nested.Loaded Load(World world, IReadOnlyDictionary<string, int>? sizes = null)
    {
        LoadOptions options = new() { MaxEntries = sizes ?? new Dictionary<string, int>(), Mode = world == World.Clr ? WorldMode.Clr : default };
        if (world == World.Kernel)
            Needs.Features(Core.Kernel.Feature.MemcgAccounting); // raw tracepoints run without their hook
        return world switch
        {
            World.Kernel => Nested.Load(options: options),
            _ => Nested.Load(new SimulatedKernel(), options: options),
        };
    }

    private static int Count(Nested.Loaded nested, ulong group, ulong key)
    {
        RawTracepointArgs args = new();
        args[0] = group;
        args[1] = key;
        return nested.Count.Run(args);
    }
}
