namespace Bpf.Differential.Tests;

public class CallbackTests
{
    private record struct Sums
    {
        public uint Keys;
        public ulong Values;
        public uint Least;
    }

    [Fact]
    public void Every_element_of_a_map_is_visited_and_can_be_changed()
    {
        byte[] image = SourceObject.Compile("""
            struct Sums { public uint Keys; public ulong Values; public uint Least; }
            static readonly HashMap<uint, ulong> Counts = new(16);
            static readonly ArrayMap<ulong> Slots = new(5);
            static Sums Found;
            static long Visited, VisitedSlots;

            [Xdp] static XdpAction F(XdpContext ctx)
            {
                Sums sums = new() { Least = uint.MaxValue };
                Visited = Counts.ForEach(ref sums, static (in uint key, ref ulong value, ref Sums s) =>
                {
                    s.Keys += key;
                    s.Values += value;
                    if (key < s.Least) s.Least = key;
                    value *= 2;
                    return LoopControl.Continue;
                });
                Found = sums;
                VisitedSlots = Slots.ForEach(ref sums, Third);
                return XdpAction.Pass;
            }

            static LoopControl Third(in uint index, ref ulong value, ref Sums sums)
            {
                value = index * 10 + 1;
                return index == 2 ? LoopControl.Break : LoopControl.Continue;
            }
            """);
        foreach ((string _, BpfObject loaded) in SourceObject.InWorlds(image, SourceObject.FollowsOneCall))
        {
            using BpfObject o = loaded;
            BpfHashMap<uint, ulong> counts = new(loaded.Map("Counts"));
            for (uint i = 3; i < 9; i++) counts[i] = 100 + i;
            Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "F", 0));
            Assert.Equal(6, loaded.Global<long>("Visited").Value);
            Assert.Equal(3, loaded.Global<long>("VisitedSlots").Value);
            Assert.Equal(new Sums { Keys = 33, Values = 633, Least = 3 }, loaded.Global<Sums>("Found").Value);
            Assert.Equal(208ul, counts[4]);
            Assert.Equal<ulong>([1, 11, 21, 0, 0], [.. new BpfArrayMap<ulong>(loaded.Map("Slots")).AsEnumerable()]);
        }
    }

    [Fact]
    public void A_loop_is_a_helper_where_the_kernels_have_it_and_a_plain_one_elsewhere()
    {
        const string Source = """
            static ulong Sum;
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                if (!ctx.TryRef(0, out Ref<byte> first)) return XdpAction.Aborted;
                ulong sum = 0;
                Loop.Repeat(16, ref sum, static (uint i, ref ulong s) => { s += i; return LoopControl.Continue; });
                Sum = sum + first.Value;
                return XdpAction.Pass;
            }
            """;
        foreach (string kernels in new[] { "5.10;6.12", "6.1;6.12" })
        {
            byte[] image = SourceObject.Compile(Source, [.. kernels.Split(';').Select(k => Kernels.KernelProfiles.Find(k)!)]);
            foreach ((string _, BpfObject loaded) in SourceObject.InWorlds(image, SourceObject.FollowsOneCall))
            {
                using BpfObject o = loaded;
                SourceObject.Run(loaded, "F", 7);
                Assert.Equal(127ul, loaded.Global<ulong>("Sum").Value);
            }
        }
    }

    [Theory]
    [InlineData("6.12", 0ul)]
    [InlineData("6.1;6.12", 3ul)]
    public void Branches_that_a_verifier_takes_for_dead_are_none_in_programs_for_its_kernel(string kernels, ulong expected)
    {
        byte[] image = SourceObject.Compile("""
            static readonly HashMap<uint, ulong> Counts = new(64);
            static ulong Extra;
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                ulong n = 7;
                Counts.ForEach(ref n, static (in uint key, ref ulong value, ref ulong s) => { if (s == 5) Extra++; s = 5; return LoopControl.Continue; });
                if (n != 5) Extra += 100;
                return XdpAction.Pass;
            }
            """, [.. kernels.Split(';').Select(k => Kernels.KernelProfiles.Find(k)!)]);
        using BpfObject loaded = VerifiedWorld.TryLoad(image, SourceObject.FollowsOneCall)!;
        BpfHashMap<uint, ulong> counts = new(loaded.Map("Counts"));
        for (uint i = 0; i < 4; i++) counts[i] = i;
        SourceObject.Run(loaded, "F", 0);
        Assert.Equal(expected, loaded.Global<ulong>("Extra").Value);
    }
}
