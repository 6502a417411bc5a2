using System.Buffers.Binary;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Maps;
using Bpf.Vm.Tests.Support;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Does the same random operations on a real map and on its model: results, error numbers and contents are equal.</summary>
public class HashAndArrayTests
{
    private const int Steps = 3000;

    public static TheoryData<MapType, uint> Plain => new()
    {
        { MapType.Array, 0 },
        { MapType.Hash, 0 },
        { MapType.Hash, 1 }, // BPF_F_NO_PREALLOC
    };

    [Theory, MemberData(nameof(Plain))]
    public void Random_operations_give_the_same(MapType type, uint flags)
    {
        RunningKernel.SkipUnlessPresent();
        var spec = new MapSpec { Name = "map", Type = type, KeySize = 4, ValueSize = 12, MaxEntries = 20, Flags = flags };
        int map = RunningKernel.CreateMap(spec);
        IMapModel model = MapFactory.Create(spec, cpus: 1);
        var random = new Random(7);
        byte[] key = new byte[4], value = new byte[12], actual = new byte[12];
        for (int step = 0; step < Steps; step++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(key, random.Next(28));
            switch (random.Next(4))
            {
                case 0 or 1:
                    random.NextBytes(value);
                    ulong updateFlags = (ulong)random.Next(5) % 4;
                    Assert.Equal(RunningKernel.Update(map, key, value, updateFlags), model.Update(key, value, updateFlags, 0));
                    break;
                case 2 when random.Next(2) == 0:
                    Assert.Equal(RunningKernel.Delete(map, key), model.Delete(key));
                    break;
                default:
                    int found = RunningKernel.Lookup(map, key, actual);
                    Span<byte> simulated = model.Lookup(key, 0);
                    Assert.Equal(found == 0, !simulated.IsEmpty);
                    if (found == 0) Assert.Equal(actual, simulated.ToArray());
                    break;
            }
            if (step % 500 == 0) Assert.Equal(Keys(map).Order(), Keys(model).Order());
        }
        if (type == MapType.Array) Assert.Equal(Keys(map), Keys(model));
        RunningKernel.Close(map);
    }

    [Theory]
    [InlineData(MapType.PercpuArray)]
    [InlineData(MapType.PercpuHash)]
    public void Per_cpu_values_are_apart(MapType type)
    {
        RunningKernel.SkipUnlessPresent();
        int cpus = RunningKernel.PossibleCpus;
        var spec = new MapSpec { Name = "map", Type = type, KeySize = 4, ValueSize = 8, MaxEntries = 4 };
        int map = RunningKernel.CreateMap(spec);
        IMapModel model = MapFactory.Create(spec, cpus);
        var random = new Random(3);
        byte[] key = new byte[4], values = new byte[8 * cpus], actual = new byte[8 * cpus];
        for (int step = 0; step < 500; step++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(key, random.Next(6));
            if (random.Next(2) == 0)
            {
                random.NextBytes(values);
                int result = RunningKernel.Update(map, key, values, 0);
                for (int cpu = 0; cpu < cpus; cpu++) Assert.Equal(result, model.Update(key, values.AsSpan(cpu * 8, 8), 0, cpu));
            }
            else
            {
                int found = RunningKernel.Lookup(map, key, actual);
                for (int cpu = 0; cpu < cpus; cpu++)
                {
                    Assert.Equal(found == 0, !model.Lookup(key, cpu).IsEmpty);
                    if (found == 0) Assert.Equal(actual[(cpu * 8)..(cpu * 8 + 8)], model.Lookup(key, cpu).ToArray());
                }
            }
            if (random.Next(10) == 0) Assert.Equal(RunningKernel.Delete(map, key), model.Delete(key));
        }
        RunningKernel.Close(map);
    }

    private static List<int> Keys(int map)
    {
        var keys = new List<int>();
        byte[] next = new byte[4];
        byte[]? key = null;
        while (RunningKernel.NextKey(map, key, next) == 0) keys.Add(BitConverter.ToInt32(key = (byte[])next.Clone()));
        return keys;
    }

    private static List<int> Keys(IMapModel model)
    {
        var keys = new List<int>();
        byte[] next = new byte[4];
        byte[]? key = null;
        while (model.GetNextKey(key, next)) keys.Add(BitConverter.ToInt32(key = (byte[])next.Clone()));
        return keys;
    }
}
