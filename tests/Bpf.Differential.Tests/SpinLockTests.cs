using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Locks in map values.</summary>
public class SpinLockTests
{
    private const string Source = """
        public struct Pair { public BpfSpinLock Lock; public uint Count; public ulong Sum; }
        static readonly HashMap<uint, Pair> Pairs = new(maxEntries: 16);
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            uint key = ctx.Length;
            if (!Pairs.TryFind(key, out Ref<Pair> pair)) return XdpAction.Drop;
            {0}
            return XdpAction.Pass;
        }
        """;

    public struct Pair
    {
        public BpfSpinLock Lock;
        public uint Count;
        public ulong Sum;
    }

    [Fact]
    public void What_is_done_under_a_lock_is_done_and_the_lock_given_back_on_every_way_out()
    {
        byte[] image = SourceObject.Compile(Source.Replace("{0}", """
            using (pair.Value.Lock.Hold())
            {
                pair.Value.Count++;
                if (pair.Value.Count > 2) return XdpAction.Tx;
                pair.Value.Sum += ctx.Length;
            }
            """), [.. KernelProfiles.All]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using (loaded)
            {
                BpfHashMap<uint, Pair> pairs = new(loaded.Map("Pairs"));
                pairs[64] = new Pair { Count = 1 };
                Assert.Equal((world, XdpAction.Pass), (world, SourceObject.Run(loaded, "F", 1)));
                Assert.Equal((world, XdpAction.Tx), (world, SourceObject.Run(loaded, "F", 1)));
                Assert.True(pairs.TryGetValue(64, out Pair found));
                Assert.Equal((world, 3u, 64ul), (world, found.Count, found.Sum));
            }
        }
    }

    [Theory]
    [InlineData("using (pair.Value.Lock.Hold()) { pair.Value.Sum = Helpers.KtimeGetNs(); }")]
    [InlineData("using (pair.Value.Lock.Hold()) { using (pair.Value.Lock.Hold()) { pair.Value.Count++; } }")]
    [InlineData("LockScope held = pair.Value.Lock.Hold(); pair.Value.Count++;")]
    [InlineData("pair.Value = new Pair { Count = 3 };")]
    public void What_kernels_refuse_about_locks_is_an_error_at_build_time(string body) =>
        Assert.Matches("error BPF05(0[1-9]|1.)", Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Source.Replace("{0}", body), KernelProfiles.Find("6.12")!)).Message);
}
