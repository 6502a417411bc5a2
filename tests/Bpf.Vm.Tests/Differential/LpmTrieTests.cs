using System.Buffers.Binary;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Maps;
using Bpf.Vm.Tests.Support;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Does the same random operations on a real trie and on its model.</summary>
public class LpmTrieTests
{
    private const uint NoPrealloc = 1;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Random_operations_give_the_same(int dataSize)
    {
        RunningKernel.SkipUnlessPresent();
        var spec = new MapSpec { Name = "map", Type = MapType.LpmTrie, KeySize = 4 + dataSize, ValueSize = 4, MaxEntries = 30, Flags = NoPrealloc };
        int map = RunningKernel.CreateMap(spec);
        IMapModel model = MapFactory.Create(spec, cpus: 1);
        var random = new Random(dataSize);
        byte[] key = new byte[spec.KeySize], value = new byte[4], actual = new byte[4];
        for (int step = 0; step < 4000; step++)
        {
            // Few different bits, so that prefixes contain one another; sometimes a length that is too long.
            BinaryPrimitives.WriteInt32LittleEndian(key, random.Next(3) == 0 ? dataSize * 8 : random.Next(dataSize * 8 + 2));
            for (int i = 4; i < key.Length; i++) key[i] = (byte)(random.Next(3) == 0 ? 0xC0 : random.Next(2) * 0x80);
            switch (random.Next(6))
            {
                case 0 or 1 or 2:
                    random.NextBytes(value);
                    ulong flags = (ulong)random.Next(6) % 4;
                    Assert.Equal(RunningKernel.Update(map, key, value, flags), model.Update(key, value, flags, 0));
                    break;
                case 3:
                    Assert.Equal(RunningKernel.Delete(map, key), model.Delete(key));
                    break;
                default:
                    int found = RunningKernel.Lookup(map, key, actual);
                    Span<byte> simulated = model.Lookup(key, 0);
                    Assert.Equal(found == 0, !simulated.IsEmpty);
                    if (found == 0) Assert.Equal(actual, simulated.ToArray());
                    break;
            }
            if (step % 100 == 0) Assert.Equal(Keys(map, spec.KeySize), Keys(model, spec.KeySize));
        }
        RunningKernel.Close(map);
    }

    private static List<string> Keys(int map, int size)
    {
        var keys = new List<string>();
        byte[] next = new byte[size];
        byte[]? key = null;
        while (RunningKernel.NextKey(map, key, next) == 0) keys.Add(Convert.ToHexString(key = (byte[])next.Clone()));
        return keys;
    }

    private static List<string> Keys(IMapModel model, int size)
    {
        var keys = new List<string>();
        byte[] next = new byte[size];
        byte[]? key = null;
        while (model.GetNextKey(key, next)) keys.Add(Convert.ToHexString(key = (byte[])next.Clone()));
        return keys;
    }
}
