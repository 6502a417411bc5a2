using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Maps;

namespace Bpf.Vm.Tests.Maps;

public class ModelTests
{
    [Fact]
    public void A_full_lru_hash_drops_what_was_used_least_recently()
    {
        IMapModel map = MapFactory.Create(new MapSpec { Name = "lru", Type = MapType.LruHash, KeySize = 1, ValueSize = 1, MaxEntries = 3 }, 1);
        for (byte i = 0; i < 3; i++) Assert.Equal(0, map.Update([i], [i], 0, 0));
        Assert.False(map.Lookup([0], 0).IsEmpty);
        Assert.Equal(0, map.Update([9], [9], 0, 0));
        Assert.True(map.Lookup([1], 0).IsEmpty);
        Assert.False(map.Lookup([0], 0).IsEmpty);
        Assert.Equal(0, map.Delete([0]));
        Assert.Equal(-2, map.Delete([0]));
        Assert.Equal(0, map.Update([1], [1], 1, 0));
        Assert.Equal(-17, map.Update([1], [1], 1, 0));
    }

    [Fact]
    public void An_old_value_stays_readable_when_it_is_replaced()
    {
        IMapModel map = MapFactory.Create(new MapSpec { Name = "hash", Type = MapType.Hash, KeySize = 1, ValueSize = 1, MaxEntries = 1 }, 1);
        map.Update([1], [10], 0, 0);
        Span<byte> old = map.Lookup([1], 0);
        map.Update([1], [20], 0, 0);
        Assert.Equal(10, old[0]);
        Assert.Equal(20, map.Lookup([1], 0)[0]);
    }

    [Fact]
    public void Elements_may_be_replaced_while_keys_are_walked()
    {
        IMapModel map = MapFactory.Create(new MapSpec { Name = "hash", Type = MapType.Hash, KeySize = 4, ValueSize = 1, MaxEntries = 100 }, 1);
        for (int i = 0; i < 100; i++) map.Update(BitConverter.GetBytes(i), [0], 0, 0);
        var seen = new HashSet<int>();
        byte[] key = new byte[4];
        for (bool more = map.GetNextKey(default, key); more; more = map.GetNextKey((byte[])key.Clone(), key))
        {
            Assert.True(seen.Add(BitConverter.ToInt32(key)));
            map.Update(key, [1], 0, 0);
        }
        Assert.Equal(100, seen.Count);
    }

    [Fact]
    public void A_busy_record_keeps_consumers_waiting_and_a_discarded_one_is_skipped()
    {
        IMapModel ring = MapFactory.Create(new MapSpec { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 }, 1);
        Span<byte> first = ring.Reserve(4), second = ring.Reserve(8), third = ring.Reserve(0);
        Assert.Equal([0xCC, 0xCC, 0xCC, 0xCC], first.ToArray());
        ring.Commit(second, discard: false);
        Assert.Null(ring.Consume());
        ring.Commit(first, discard: true);
        Assert.Equal(8, ring.Consume()!.Length);
        ring.Commit(third, discard: false);
        Assert.Empty(ring.Consume()!);
        Assert.Null(ring.Consume());
    }

    [Fact]
    public void A_record_is_released_once()
    {
        IMapModel ring = MapFactory.Create(new MapSpec { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 }, 1);
        byte[] foreign = new byte[8];
        Assert.Throws<InvalidOperationException>(() => ring.Commit(foreign, discard: false));
        Assert.Throws<InvalidOperationException>(() =>
        {
            Span<byte> record = ring.Reserve(8);
            ring.Commit(record, discard: false);
            ring.Commit(record, discard: false);
        });
    }

    [Fact]
    public void Records_survive_the_end_of_the_buffer()
    {
        IMapModel ring = MapFactory.Create(new MapSpec { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 }, 1);
        for (int i = 0; i < 100; i++)
        {
            Span<byte> record = ring.Reserve(1000);
            record.Fill((byte)i);
            ring.Commit(record, discard: false);
            Assert.All(ring.Consume()!, b => Assert.Equal((byte)i, b));
        }
    }

    [Theory]
    [InlineData(MapType.Ringbuf, 0, 0, 5000, 0u)]
    [InlineData(MapType.Array, 8, 8, 1, 0u)]
    [InlineData(MapType.Hash, 4, 4, 0, 0u)]
    [InlineData(MapType.LpmTrie, 8, 4, 1, 0u)]
    [InlineData(MapType.LruHash, 4, 4, 1, 1u)]
    public void Maps_that_the_kernel_refuses_are_refused(MapType type, int keySize, int valueSize, int maxEntries, uint flags)
    {
        var spec = new MapSpec { Name = "map", Type = type, KeySize = keySize, ValueSize = valueSize, MaxEntries = maxEntries, Flags = flags };
        Assert.Throws<BpfLoadException>(() => MapFactory.Create(spec, 1));
        if (Support.RunningKernel.Missing is null) Assert.Throws<InvalidOperationException>(() => Support.RunningKernel.CreateMap(spec));
    }
}
