using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary><c>foreach</c> over the elements of a map.</summary>
public class MapLoopTests
{
    private const string Frame = """
        struct Flow { public uint Packets; public byte Kind; public ulong Bytes; }
        [InlineArray(4)] struct Four { private ulong element; }
        struct Tally { public Four By; public ulong Rounds; }
        struct Pair { public ushort A; public ushort B; }
        static readonly HashMap<uint, ulong> Counts = new(64);
        static readonly HashMap<Pair, Flow> Flows = new(64);
        static readonly LruHashMap<uint, uint> Recent = new(64);
        static readonly ArrayMap<ulong> Slots = new(5);
        static readonly PerCpuArray<uint> OwnSlots = new(4);
        static readonly RingBuffer<ulong> Ring = new(4096);
        static ulong Sum, Extra; static uint Limit;
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            {0}
            return XdpAction.Pass;
        }
        static void Add(MapEntry<uint, ulong> entry, ref ulong sum) => sum += entry.Value + entry.Key;
        [MethodImpl(MethodImplOptions.NoInlining)] static int Apart(int n) { foreach (var e in Counts) { n += (int)e.Key; if (n > 50) return n; } return -n; }
        """;

    public static TheoryData<string, XdpAction, ulong, ulong> Cases => new()
    {
        // Counts: 1..9 of 101..109; Limit: 5; Slots: 0, 7, 14, 21, 28
        { "ulong sum = 0; foreach (var e in Counts) sum += e.Value; Sum = sum;", XdpAction.Pass, 945, 0 },
        { "uint keys = 0; foreach ((uint key, Ref<ulong> value) in Counts) { keys += key; value.Value++; } Sum = keys; foreach (MapEntry<uint, ulong> e in Counts) Extra += e.Value;", XdpAction.Pass, 45, 954 },
        { "foreach (var (key, value) in Counts) { if ((key & 1) == 0) continue; Sum += key; }", XdpAction.Pass, 25, 0 },
        { "ulong n = 0; foreach (var e in Counts) { n++; if (n == 4) break; } Sum = n; if (n == 4) Extra = 1; return XdpAction.Tx;", XdpAction.Tx, 4, 1 },
        { "foreach (var e in Counts) if (e.Key == Limit) { Sum = e.Value; return XdpAction.Drop; }", XdpAction.Drop, 105, 0 },
        { "foreach (var e in Counts) if (e.Key == Limit + 90) { Sum = e.Value; return XdpAction.Drop; } Extra = 3;", XdpAction.Pass, 0, 3 },
        { "XdpAction result = XdpAction.Aborted; foreach (var e in Counts) { result = e.Key == Limit ? XdpAction.Redirect : XdpAction.Tx; if (result == XdpAction.Redirect) break; } return result;", XdpAction.Redirect, 0, 0 },
        { "foreach (var e in Counts) if (e.Key > 3) Counts.Remove(e.Key); foreach (var e in Counts) Sum += e.Key;", XdpAction.Pass, 6, 0 },
        { "foreach (var e in Counts) { uint key = e.Key; Counts.Remove(key); Sum += e.Key == key ? 1ul : 100; }", XdpAction.Pass, 9, 0 },
        { "ulong sum = 0; foreach (var e in Counts) Add(e, ref sum); Sum = sum;", XdpAction.Pass, 990, 0 },
        { "foreach (var e in Counts) foreach (var s in Slots) { if (s.Key == 3) break; Sum += s.Value; } Extra = Limit;", XdpAction.Pass, 9 * 21, 5 },
        { "foreach (var e in Slots) { foreach (var c in Counts) { if (c.Key == Limit) return XdpAction.Tx; } }", XdpAction.Tx, 0, 0 },
        { "foreach (var e in Slots) { foreach (var c in Counts) { if (c.Key == Limit) goto Out; } Sum++; } Out: Extra = 2;", XdpAction.Pass, 0, 2 },
        { "int round = 0; foreach (var e in Slots) { Sum = Sum * 10 + e.Key; if (round++ == 3) e.Value = 1; } foreach (var e in Slots) Extra += e.Value;", XdpAction.Pass, 1234, 50 },
        { "foreach (var e in OwnSlots) { e.Value = e.Key * 3; } foreach (var e in OwnSlots) Sum += e.Value;", XdpAction.Pass, 18, 0 },
        { "Flows.TrySet(new() { A = 1, B = 2 }, new() { Packets = 3, Bytes = 40 }); foreach ((Pair key, Ref<Flow> flow) in Flows) { flow.Value.Packets += key.B; Flow copy = flow.Value; copy.Bytes = 0; Sum += flow.Value.Bytes + flow.Value.Packets + copy.Bytes; }", XdpAction.Pass, 45, 0 },
        { "Recent.TrySet(8, 3); foreach (var e in Recent) e.Value += e.Key; foreach (var e in Recent) Sum += e.Value;", XdpAction.Pass, 11, 0 },
        { "int n = Apart(3); Sum = (ulong)n; ", XdpAction.Pass, unchecked((ulong)-48), 0 },
        { "uint length = ctx.Length; if (!ctx.TryRef(0, out Ref<byte> first)) return XdpAction.Aborted; foreach (var e in Counts) { if (e.Key == first.Value) Sum += ctx.Length == length ? e.Value : 0; }", XdpAction.Pass, 103, 0 },
        { "Span<byte> seen = stackalloc byte[16]; foreach (var e in Counts) seen[(int)(e.Key & 15)]++; foreach (byte b in seen) Sum += b;", XdpAction.Pass, 9, 0 },
        { "foreach (var e in Counts) for (int i = 0; i < 3; i++) { if (i == 1) continue; Sum += e.Key + (uint)i; }", XdpAction.Pass, 108, 0 },
        { "for (int i = 0; i < 3; i++) { foreach (var e in Counts) { if (e.Key == 2) break; } Sum++; }", XdpAction.Pass, 3, 0 },
        { "foreach (var e in Counts) { if (Ring.TryReserve(out Reservation<ulong> r)) using (r) { if (e.Key == 2) continue; if (e.Key > 8) { r.Value = e.Key; r.Submit(); Sum++; } } }", XdpAction.Pass, 1, 0 },
        { "foreach (var e in Counts) { Loop.Repeat(3, ref e.Value, static (uint i, ref ulong v) => { v += i; return LoopControl.Continue; }); } foreach (var e in Counts) Sum += e.Value;", XdpAction.Pass, 945 + 27, 0 },
        { "int n = 0; byte most = 0; long sum = -5; foreach (var e in Counts) { if (++n > 6) break; sum -= n; most = (byte)(most * 2 + 1); } Sum = (ulong)sum + most; Extra = (uint)n;", XdpAction.Pass, 37, 7 },
        { "Span<byte> keys = stackalloc byte[8]; int n = 0; foreach (var e in Counts) { if ((uint)n >= 8) break; keys[n++] = 3; } foreach (byte k in keys) Sum += k; Extra = (uint)n;", XdpAction.Pass, 24, 8 },
        { "Ref<ulong> best = default; ulong most = 0; foreach (var (key, value) in Counts) { if (value.Value > most) { most = value.Value; best = value; } } if (!best.IsNull) { best.Value = 1; Sum = most; } foreach (var e in Counts) Extra += e.Value;", XdpAction.Pass, 109, 945 - 108 },
        { "bool found = false; foreach (var e in Counts) found |= e.Key == Limit; sbyte low = -3; foreach (var e in Counts) { if (e.Key == 1) low--; } Sum = found ? 1ul : 0; Extra = (ulong)(low + 10);", XdpAction.Pass, 1, 6 },
        { "Tally t = default; foreach (var e in Counts) { t.By[(int)(e.Key & 3)] += e.Value; Sum = t.By[0] + t.By[1] + t.By[2] + t.By[3]; }", XdpAction.Pass, 945, 0 },
        { "Tally t; t.By = default; t.Rounds = 0; foreach (var e in Slots) { t.Rounds++; t.By[(int)(e.Key & 3)] = t.Rounds; Extra += t.By[1] > 0 && t.By[2] > 0 && t.By[3] > 0 ? 1ul : 0; Sum = t.Rounds; }", XdpAction.Pass, 5, 2 },
        { "foreach (var e in Counts) { Tally t = default; t.By[(int)(e.Key & 3)]++; Sum += t.By[0] + t.By[1] + t.By[2] + t.By[3]; }", XdpAction.Pass, 9, 0 },
        { "foreach (var e in Counts) { }  foreach (var _ in Slots) Sum++;", XdpAction.Pass, 5, 0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Elements_are_enumerated(string body, XdpAction result, ulong sum, ulong extra)
    {
        Compare(SourceObject.Compile(Frame.Replace("{0}", body), [.. KernelProfiles.All.Where(k => KernelLimits.FollowsCallbacks(k.Version))]), null, result, sum, extra);
        if (!body.StartsWith("Ref<", StringComparison.Ordinal))
            Compare(SourceObject.Compile(Frame.Replace("{0}", body), SourceObject.FollowsOneCall), SourceObject.FollowsOneCall, result, sum, extra);
    }

    private static void Compare(byte[] image, KernelProfile? leaves, XdpAction result, ulong sum, ulong extra)
    {
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image, leaves))
        {
            using BpfObject o = loaded;
            BpfHashMap<uint, ulong> counts = new(loaded.Map("Counts"));
            for (uint i = 1; i <= 9; i++) counts[i] = 100 + i;
            BpfArrayMap<ulong> slots = new(loaded.Map("Slots"));
            for (uint i = 0; i < 5; i++) slots[(int)i] = i * 7;
            loaded.Global<uint>("Limit").Value = 5;
            Assert.Equal((world, result), (world, SourceObject.Run(loaded, "F", 3)));
            Assert.Equal((world, sum, extra), (world, loaded.Global<ulong>("Sum").Value, loaded.Global<ulong>("Extra").Value));
        }
    }

    [Fact]
    public void A_fault_in_a_round_ends_the_program_as_OnFault_says()
    {
        const string Source = """
            static readonly HashMap<uint, uint> Counts = new(4);
            static ulong After;
            [Xdp, OnFault(XdpAction.Redirect)] static XdpAction F(XdpContext ctx)
            {
                uint sum = 0;
                foreach (var e in Counts) sum += 100 / e.Value;
                After = sum;
                return XdpAction.Pass;
            }
            """;
        byte[] image = SourceObject.Compile(Source, [.. KernelProfiles.All.Where(k => k.Version >= new Version(5, 15))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            BpfHashMap<uint, uint> counts = new(loaded.Map("Counts"));
            counts[1] = 5;
            Assert.Equal((world, XdpAction.Pass), (world, SourceObject.Run(loaded, "F", 0)));
            Assert.Equal(20ul, loaded.Global<ulong>("After").Value);
            counts[2] = 0;
            Assert.Equal((world, XdpAction.Redirect), (world, SourceObject.Run(loaded, "F", 0)));
        }
    }

    [Theory]
    [InlineData("ulong n = 0; foreach (var e in Counts) { n++; if (n == 4) break; } Sum = n;", null)]
    [InlineData("ulong n = 7; foreach (var e in Counts) { n = 5; break; } Sum = n; if (n == 7) Extra = 1;", null)]
    [InlineData("Pair key = new() { A = 1, B = 2 }; foreach (var e in Counts) if (Flows.TryFind(key, out Ref<Flow> flow)) Sum += flow.Value.Bytes;", null)]
    [InlineData("Ref<ulong> best = default; foreach (var (key, value) in Counts) if (best.IsNull || value.Value > best.Value) best = value; if (!best.IsNull) Sum = best.Value;", "'best'")]
    [InlineData("Span<byte> seen = stackalloc byte[16]; foreach (var e in Counts) if (seen[(int)(e.Key & 15)]++ == 1) Sum++;", null)]
    [InlineData("Flow total = default; foreach (var e in Counts) { total.Packets++; Sum += Count(ref total); }", null)]
    public void Kernels_that_verify_one_round_get_none_that_they_would_mistake(string body, string? changes)
    {
        string source = Frame.Replace("{0}", body) + "[MethodImpl(MethodImplOptions.NoInlining)] static ulong Count(ref Flow f) => ++f.Bytes;";
        if (changes is null)
        {
            Assert.NotEmpty(SourceObject.Compile(source, KernelProfiles.Find("6.1")!, KernelProfiles.Find("6.12")!));
            return;
        }

        string message = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(source, KernelProfiles.Find("6.1")!, KernelProfiles.Find("6.12")!)).Message;
        Assert.Contains("BPF0310", message);
        Assert.Contains($"a round that changes the reference {changes}", message);
        Assert.NotEmpty(SourceObject.Compile(source, KernelProfiles.Find("6.12")!));
    }

    [Theory]
    [InlineData("static readonly HashMap<uint, uint> M = new(4); {0} foreach (var e in M) e.Value++; return 0; }", "5.10", "BPF0310")]
    [InlineData("static readonly LpmTrie<Ipv4Prefix, uint> M = new(4); {0} foreach (var e in M) e.Value++; return 0; }", "6.12", "BPF0301")]
    [InlineData("static readonly HashMap<uint, uint> M = new(4); {0} var walk = M.GetEnumerator(); return 0; }", "6.12", "BPF0301")]
    [InlineData("static readonly HashMap<uint, uint> M = new(4); {0} uint n = 0; foreach (var e in M) n = 100 / e.Value; return (XdpAction)n; }", "6.12", "BPF0411")]
    public void Mistakes_are_errors_at_build_time(string source, string kernel, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(source.Replace("{0}", "[Xdp] static XdpAction F(XdpContext ctx) {"), KernelProfiles.Find(kernel)!)).Message);

    [Fact]
    public void The_elements_of_the_simulated_kernel_s_maps_are_met_on_the_CLR_as_they_are_in_a_program()
    {
        SimulatedKernel kernel = new();
        using BpfObject loaded = BpfObject.Load(kernel, SourceObject.Compile(Frame.Replace("{0}", "foreach (var e in Counts) Sum += e.Key;")));
        BpfHashMap<uint, ulong> view = new(loaded.Map("Counts"));
        for (uint i = 1; i <= 9; i++) view[i] = 100 + i;
        using (BpfWorld.Enter(kernel))
        {
            HashMap<uint, ulong> counts = new(64, "Counts");
            List<uint> met = [];
            foreach ((uint key, Ref<ulong> value) in counts)
            {
                met.Add(key);
                value.Value = 7;
                for (uint other = 1; other <= 9; other++)
                    if (other != key) counts.Remove(other);
            }

            Assert.Equal([.. view.Select(e => e.Key)], met);
            foreach (MapEntry<uint, ulong> e in counts) Assert.Equal(7ul, e.Value);
        }
    }
}
