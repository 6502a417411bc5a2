using System.Net;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>User views of maps that programs write to, in the kernel and in the simulated one.</summary>
public sealed class MapTests
{
    public struct Counters
    {
        public ulong Packets;
        public uint Last;
        public uint Unused;
    }

    private static BpfObject Load(bool simulated, LoadOptions? options = null, BpfConfig? config = null)
    {
        byte[] image = ClangObject.Compile("maps");
        if (simulated)
            return BpfObject.Load(new SimulatedKernel(new() { Cpus = 3 }), image, options, config);
        Requires.Kernel();
        return BpfObject.Load(image, options, config);
    }

    private static int Run(BpfObject target, string program, ulong argument)
    {
        RawTracepointArgs context = new() { Argument0 = argument };
        return new RawTracepointProgram(target.Program(program), "sys_enter").Run(in context);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hash_table_is_a_dictionary(bool simulated)
    {
        using BpfObject target = Load(simulated, config: new BpfConfig().Set("step", 2u));
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        for (int i = 0; i < 3; i++)
            Run(target, "count", 5);
        Run(target, "count", 6);
        Assert.Equal(6ul, map[5]);
        Assert.Equal(new uint[] { 5, 6 }, map.Select(pair => pair.Key).Order().ToArray());
        Assert.True(map.TryAdd(7, 70));
        Assert.False(map.TryAdd(7, 71));
        Assert.True(map.TryUpdate(7, 72));
        Assert.False(map.TryUpdate(8, 1));
        map[8] = 80;
        Assert.Equal(80ul, map[8]);
        Assert.True(map.Remove(8));
        Assert.False(map.Remove(8));
        Assert.False(map.TryGetValue(8, out _));
        Assert.Throws<KeyNotFoundException>(() => map[8]);
        map.Clear();
        Assert.Empty(map);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Thousands_of_entries_come_exactly_once(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        for (uint i = 0; i < 5000; i++)
            map[i] = i * 3ul;
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (uint)i), map.Select(pair => pair.Key).Order());
        Assert.All(map, pair => Assert.Equal(pair.Key * 3ul, pair.Value));
    }

    [Fact]
    public async Task Entries_that_stay_come_exactly_once_while_others_come_and_go()
    {
        using BpfObject target = Load(simulated: false);
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        for (uint i = 0; i < 2000; i++)
            map[i] = 0;
        using CancellationTokenSource stop = new();
        Task churn = Task.Run(() =>
        {
            for (uint i = 10_000; !stop.IsCancellationRequested; i = 10_000 + ((i + 1) % 1000))
            {
                map[i] = 1;
                map.Remove(i);
            }
        });
        for (int round = 0; round < 20; round++)
            Assert.Equal(Enumerable.Range(0, 2000).Select(i => (uint)i), map.Select(pair => pair.Key).Where(key => key < 10_000).Order());
        stop.Cancel();
        await churn;
    }

    [Fact]
    public void Following_keys_gives_what_batches_give()
    {
        using BpfObject target = Load(simulated: false);
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        for (uint i = 0; i < 700; i++)
            map[i] = i;
        SortedSet<uint> keys = [];
        MapWalk.FollowKeys(map.Map.Backend, (key, _) => Assert.True(keys.Add(BitConverter.ToUInt32(key))));
        Assert.Equal(700, keys.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_LRU_table_makes_room(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfHashMap<uint, ulong> map = new(target.Map("lru"));
        for (uint i = 0; i < 1000; i++)
            map[i] = i;
        Assert.InRange(map.Count(), 1, 64);
        Assert.Equal(999ul, map[999]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_full_hash_table_says_so(bool simulated)
    {
        using BpfObject target = Load(simulated, new LoadOptions { MaxEntries = new Dictionary<string, int> { ["hash"] = 2 } });
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        map[1] = 1;
        map[2] = 2;
        BpfException exception = Assert.Throws<BpfException>(() => map[3] = 3);
        Assert.Contains("holds its 2 entries", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_have_all_their_elements(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfArrayMap<Counters> map = new(target.Map("array"));
        Run(target, "count", 77);
        Run(target, "count", 78);
        Assert.Equal(4, map.Count);
        Assert.Equal((2ul, 78u), (map[0].Packets, map[0].Last));
        map[3] = new Counters { Last = 9 };
        Assert.Equal([78u, 0, 0, 9], map.Select(counters => counters.Last));
        Assert.Throws<ArgumentOutOfRangeException>(() => map[4]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Per_CPU_values_are_summed(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfPerCpuArray<uint> map = new(target.Map("percpu_array"));
        for (int i = 0; i < 10; i++)
            Run(target, "count", 1);
        Assert.Equal(10u, map[0].Sum());
        int cpus = simulated ? 3 : File.ReadAllText("/sys/devices/system/cpu/possible").Contains('-') ? map[0].Count : 1;
        Assert.Equal(cpus, map[0].Count);
        map.Set(1, 4, 5);
        Assert.Equal([4u, 5], map[1].Take(2));
        Assert.Equal(5u, map[1].Reduce(0u, Math.Max));
        BpfPerCpuHashMap<uint, uint> hash = new(target.Map("percpu_hash"));
        hash.Set(3, 1, 2);
        Assert.Equal(3u, hash[3].Sum());
        Assert.Equal(3u, Assert.Single(hash).Value.Sum());
        Assert.True(hash.Remove(3));
        Assert.False(hash.TryGetValue(3, out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_longest_prefix_matches(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfLpmTrie<Ipv4Prefix, uint> map = new(target.Map("lpm"));
        map[IPNetwork.Parse("10.0.0.0/8")] = 8;
        map[IPNetwork.Parse("10.1.0.0/16")] = 16;
        Assert.Equal(16, Run(target, "match", BitConverter.ToUInt32([10, 1, 2, 3])));
        Assert.Equal(8, Run(target, "match", BitConverter.ToUInt32([10, 2, 2, 3])));
        Assert.Equal(0, Run(target, "match", BitConverter.ToUInt32([11, 2, 2, 3])));
        Assert.Equal(["10.0.0.0/8", "10.1.0.0/16"], map.Select(pair => ((IPNetwork)pair.Key).ToString()).Order().ToArray());
        Assert.True(map.Remove(IPNetwork.Parse("10.1.0.0/16")));
        Assert.Equal(8, Run(target, "match", BitConverter.ToUInt32([10, 1, 2, 3])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Globals_are_shared_with_programs(bool simulated)
    {
        using BpfObject target = Load(simulated, config: new BpfConfig().Set("step", 5u).Set("limit", 9u));
        BpfGlobal<ulong> total = target.Global<ulong>("total");
        Assert.Equal(9, Run(target, "count", 1));
        Assert.Equal(5ul, total.Value);
        total.Value = 100;
        target.Global<uint>("limit").Value = 3;
        Assert.Equal(3, Run(target, "count", 1));
        Assert.Equal(105ul, total.Value);
        Assert.Equal(5u, target.Global<uint>("step").Value);
        Assert.Throws<BpfMapMismatchException>(() => target.Global<ulong>("limit"));
        Assert.Contains("limit", Assert.Throws<KeyNotFoundException>(() => target.Global<ulong>("limti")).Message);
    }

    [Fact]
    public void Constants_cannot_be_written_once_loaded()
    {
        using BpfObject target = Load(simulated: false);
        Assert.Throws<BpfException>(() => target.Global<uint>("step").Value = 2);
    }

    [Theory]
    [InlineData(false, "hash")]
    [InlineData(true, "hash")]
    [InlineData(false, "lru")]
    public void Many_elements_are_written_and_removed_at_once(bool simulated, string name)
    {
        using BpfObject target = Load(simulated);
        BpfHashMap<uint, ulong> map = new(target.Map(name));
        uint[] keys = [.. Enumerable.Range(1, 40).Select(i => (uint)i)];
        map.SetRange(keys, [.. keys.Select(key => key * 10ul)]);
        Assert.Equal(40, map.Count());
        Assert.Equal(70ul, map[7]);
        Assert.Equal(3, map.RemoveRange([5, 6, 999, 7, 998]));
        Assert.False(map.ContainsKey(7));
        Assert.Equal(0, map.RemoveRange([5, 6]));
        Assert.Equal(37, map.Count());
        Assert.True(map.TryTake(8, out ulong taken));
        Assert.Equal(80ul, taken);
        Assert.False(map.TryTake(8, out _));
        Assert.Throws<ArgumentException>(() => map.SetRange([1, 2], [1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_elements_are_copied_into_memory_that_holds_them(bool simulated)
    {
        using BpfObject target = Load(simulated);
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        uint[] keys = [.. Enumerable.Range(1, 40).Select(i => (uint)i)];
        map.SetRange(keys, [.. keys.Select(key => key * 10ul)]);
        foreach (int room in (int[])[40, 41, 1000])
        {
            uint[] found = new uint[room];
            ulong[] values = new ulong[room];
            Assert.Equal(40, map.CopyTo(found, values));
            Assert.Equal(keys, found[..40].Order());
            Assert.All(found[..40].Zip(values), element => Assert.Equal(element.First * 10ul, element.Second));
        }

        Assert.Throws<ArgumentException>(() => map.CopyTo(new uint[39], new ulong[39]));
        Assert.Throws<ArgumentException>(() => map.CopyTo(new uint[40], new ulong[41]));
        Assert.Throws<ArgumentException>(() => map.CopyTo([], []));
        map.Clear();
        Assert.Equal(0, map.CopyTo([], []));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_full_map_takes_a_part_and_says_so(bool simulated)
    {
        using BpfObject target = Load(simulated, new() { MaxEntries = new Dictionary<string, int> { ["hash"] = 8 } });
        BpfHashMap<uint, ulong> map = new(target.Map("hash"));
        uint[] keys = [.. Enumerable.Range(1, 12).Select(i => (uint)i)];
        BpfException full = Assert.Throws<BpfException>(() => map.SetRange(keys, new ulong[12]));
        Assert.Contains("After 8 elements", full.Message);
        Assert.Equal(8, map.Count());
    }

    [Fact]
    public void A_bloom_filter_never_forgets()
    {
        Requires.Kernel();
        using BpfObject target = BpfObject.Load(ClangObject.Compile("filters"));
        BpfBloomFilter<ulong> known = new(target.Map("known"));
        for (ulong i = 0; i < 100; i++)
            known.Add(i);
        for (ulong i = 0; i < 100; i++)
            Assert.True(known.MayContain(i));
        Assert.Contains(Enumerable.Range(1000, 100), i => !known.MayContain((ulong)i));
    }

    [Fact]
    public void A_view_of_another_shape_is_refused()
    {
        using BpfObject target = Load(simulated: false);
        Assert.Throws<BpfMapMismatchException>(() => new BpfHashMap<uint, uint>(target.Map("hash")));
        Assert.Throws<BpfMapMismatchException>(() => new BpfArrayMap<ulong>(target.Map("hash")));
        Assert.Throws<BpfMapMismatchException>(() => new BpfRingBuffer<ulong>(target.Map("hash")));
    }

    [Fact]
    public void Names_that_are_not_there_are_refused()
    {
        byte[] image = ClangObject.Compile("maps");
        SimulatedKernel world = new();
        Assert.Throws<ArgumentException>(() => BpfObject.Load(world, image, new() { LeftOut = new HashSet<string> { "nobody" } }));
        Assert.Throws<ArgumentException>(() => BpfObject.Load(world, image, new() { MaxEntries = new Dictionary<string, int> { ["none"] = 1 } }));
        Assert.Throws<ArgumentException>(() => BpfObject.Load(world, image, config: new BpfConfig().Set("none", 1)));
        Assert.Throws<ArgumentException>(() => BpfObject.Load(world, image, config: new BpfConfig().Set("step", 1ul)));
    }

    [Fact]
    public void A_program_left_out_is_not_loaded()
    {
        using BpfObject target = Load(simulated: false, new() { LeftOut = new HashSet<string> { "count" } });
        Assert.False(target.Program("count").IsLoaded);
        Assert.Throws<InvalidOperationException>(() => Run(target, "count", 1));
        Assert.Equal(0, Run(target, "match", 1));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0-3", 4)]
    [InlineData("0-1,4,6-7\n", 5)]
    public void Lists_of_CPUs_are_counted(string list, int count) => Assert.Equal(count, Cpus.Count(list));
}
