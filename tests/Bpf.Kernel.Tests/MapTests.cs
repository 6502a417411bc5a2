using System.Net;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Maps that programs and user space share, and globals.</summary>
public sealed class MapTests
{
    [Fact]
    public void A_run_returns_what_it_counted()
    {
        using Tables.Loaded tables = Load(new() { Step = 7 });
        Assert.Equal([7, 14, 21], [Run(tables, 1), Run(tables, 1), Run(tables, 1)]);
        Assert.Equal(7, Run(tables, 2));
    }

    [Fact]
    public void User_space_sees_what_programs_wrote_to_maps_of_every_type()
    {
        using Tables.Loaded tables = Load(new() { Step = 2 });
        for (int i = 0; i < 5; i++)
            Run(tables, 3);
        Run(tables, 1000);
        Assert.Equal([new(3, 10), new(1000, 2)], tables.Counts.OrderBy(pair => pair.Key));
        Assert.Equal([0ul, 0, 0, 10], tables.Totals.ToArray());
        Assert.Equal(10ul, tables.TotalsByCpu[3].Sum());
        Assert.Equal(10ul, tables.CountsByCpu[3].Sum());
        Assert.Equal(2ul, tables.Recent[1000]);
        Assert.Equal(2ul, tables.Misses);
    }

    [Fact]
    public void Programs_see_what_user_space_wrote()
    {
        using Tables.Loaded tables = Load();
        tables.Counts[9] = 41;
        Assert.Equal(42, Run(tables, 9));
        tables.Misses = 100;
        Run(tables, 10);
        Assert.Equal(101ul, tables.Misses);
    }

    [Fact]
    public void A_hash_table_is_a_dictionary()
    {
        using Tables.Loaded tables = Load();
        Assert.True(tables.Counts.TryAdd(7, 70));
        Assert.False(tables.Counts.TryAdd(7, 71));
        Assert.True(tables.Counts.TryUpdate(7, 72));
        Assert.False(tables.Counts.TryUpdate(8, 1));
        Assert.Equal(72ul, tables.Counts[7]);
        Assert.True(tables.Counts.Remove(7));
        Assert.False(tables.Counts.Remove(7));
        Assert.Throws<KeyNotFoundException>(() => tables.Counts[7]);
    }

    [Fact]
    public void Thousands_of_entries_come_exactly_once()
    {
        using Tables.Loaded tables = Load();
        for (uint i = 0; i < 5000; i++)
            tables.Counts[i] = i * 3ul;
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (uint)i), tables.Counts.Select(pair => pair.Key).Order());
        Assert.All(tables.Counts, pair => Assert.Equal(pair.Key * 3ul, pair.Value));
    }

    [Fact]
    public void A_full_table_refuses_programs_and_users()
    {
        using Tables.Loaded tables = Load(options: new() { MaxEntries = new Dictionary<string, int> { ["Counts"] = 2 } });
        Assert.Equal([1, 1, -1], [Run(tables, 1), Run(tables, 2), Run(tables, 3)]);
        Assert.Throws<BpfException>(() => tables.Counts[4] = 1);
    }

    [Fact]
    public void An_LRU_table_makes_room()
    {
        using Tables.Loaded tables = Load();
        for (ulong i = 0; i < 5000; i++)
            Run(tables, i);
        Assert.InRange(tables.Recent.Count(), 1, 256);
    }

    [Fact]
    public void The_longest_prefix_wins()
    {
        using Tables.Loaded tables = Load();
        tables.Networks[IPNetwork.Parse("10.0.0.0/8")] = 8;
        tables.Networks[IPNetwork.Parse("10.1.0.0/16")] = 16;
        Assert.Equal(16u, tables.Networks[IPNetwork.Parse("10.1.2.3/32")]);
        Assert.Equal(8u, tables.Networks[IPNetwork.Parse("10.2.2.3/32")]);
        Assert.False(tables.Networks.TryGetValue(IPNetwork.Parse("11.0.0.0/32"), out _));
    }

    [Theory]
    [InlineData(MapType.Ringbuf, 0, 0, 1 << 20)]
    [InlineData(MapType.BloomFilter, 0, 4, 1)]
    [InlineData(MapType.UserRingbuf, 0, 0, 1 << 20)]
    [InlineData(MapType.Arena, 0, 0, 1)]
    public void A_newer_map_type_is_there_where_the_tables_say_so(MapType type, int key, int value, int entries) =>
        Needs.Map(new() { Name = "probe", Type = type, KeySize = key, ValueSize = value, MaxEntries = entries, Flags = type == MapType.Arena ? (uint)MapFlags.Mmapable : 0 });

    private static Tables.Loaded Load(Tables.Config? config = null, LoadOptions? options = null)
    {
        Needs.Kernel();
        return Tables.Load(config, options);
    }

    private static int Run(Tables.Loaded tables, ulong key)
    {
        RawTracepointArgs context = new() { Argument0 = key };
        return tables.Count.Run(in context);
    }
}
