using Bpf.Core.Elf;
using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Maps that methods are given: each method is compiled for the maps it is called with.</summary>
public class MapArgumentTests
{
    private const string Members = """
        static ulong Sum;
        static readonly ArrayMap<ulong> Slots = new(16);
        static readonly HashMap<uint, ulong> Hits = new(64);
        static readonly HashMap<uint, ulong> Others = new(64);

        static void Count(ArrayMap<ulong> map, uint key) { if (map.TryFind(key, out Ref<ulong> v)) v.Value += 100; }
        static void Count(HashMap<uint, ulong> map, uint key)
        {
            Inner(key);
            void Inner(uint k) { if (map.TryFind(k, out Ref<ulong> v)) v.Value++; else map.TryAdd(k, 40); }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Apart(HashMap<uint, ulong> map, uint key) { if (map.TryFind(key, out Ref<ulong> v)) v.Value++; else map.TryAdd(key, 1000); }
        [MethodImpl(MethodImplOptions.NoInlining)] static void Through(ArrayMap<ulong> map) => Count(map, 0);
        static void Put<K, V>(HashMap<K, V> map, K key, V value) where K : unmanaged where V : unmanaged => map.TryAdd(key, value);
        static void Both(HashMap<uint, ulong> from, HashMap<uint, ulong> to, uint key) { if (from.TryFind(key, out Ref<ulong> v)) to.TryAdd(key, v.Value); }
        static ulong Walk(KeyedMap<uint, ulong> map) { ulong t = 0; foreach (var e in map) t += e.Value; return t; }
        static ulong Total(in HashMap<uint, ulong> map)
        {
            ulong t = 0;
            map.ForEach(ref t, static (in uint k, ref ulong v, ref ulong s) => { s += v; return LoopControl.Continue; });
            return t;
        }

        [Xdp] static XdpAction F(XdpContext ctx)
        {
            {0}
            return XdpAction.Pass;
        }
        """;

    private const string Extensions = """
        }
        static class Extensions
        {
            public static void Add(this HashMap<uint, ulong> map, uint key) => map.TryAdd(key, 7);
            extension(HashMap<uint, ulong> map) { public void Once(uint key) { if (!map.TryFind(key, out _)) map.TryAdd(key, 9); } }
            extension(ArrayMap<ulong> map) { public ulong First => map.TryFind(0, out Ref<ulong> v) ? v.Value : 1; }
        """;

    [Theory]
    [InlineData("Count(Slots, 0); Sum = Slots.First;", 100)]
    [InlineData("Count(Hits, 4); Count(Hits, 4); Count(Others, 4); Sum = Total(Hits) * 100 + Total(Others);", 4140)]
    [InlineData("Apart(Hits, 6); Apart(Hits, 6); Apart(Others, 6); Through(Slots); Sum = Total(Hits) + Walk(Others) + Slots.First;", 2101)]
    [InlineData("Hits.Add(5); Others.Once(5); Others.Once(5); Both(Others, Hits, 5); Both(from: Hits, to: Others, key: 6); Sum = Walk(Hits) * 10 + Walk(Others);", 79)]
    [InlineData("Put<uint, ulong>(Hits, 9u, 2); Put<uint, ulong>(map: Others, value: 3, key: 9u); Sum = Walk(Hits) * 10 + Walk(Others);", 23)]
    [InlineData("Count(Hits, ctx.Length > 20 ? 1u : 2u); Sum = Total(Hits);", 40)]
    public void A_method_works_on_the_map_that_it_is_given(string body, ulong expected)
    {
        byte[] image = SourceObject.Compile(Members.Replace("{0}", body) + Extensions, [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 1))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            SourceObject.Run(loaded, "F", 0);
            Assert.Equal((world, expected), (world, loaded.Global<ulong>("Sum").Value));
        }
    }

    [Fact]
    public void A_function_of_its_own_is_made_for_each_map()
    {
        byte[] image = SourceObject.Compile(Members.Replace("{0}", "Apart(Hits, 6); Apart(Hits, 7); Apart(Others, 6);") + Extensions, KernelProfiles.Find("6.18")!);
        Assert.Equal(3, ElfReader.Read(image).Functions.Length);
    }
}
