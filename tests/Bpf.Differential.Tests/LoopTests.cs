using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Loops whose rounds verifiers cannot follow one by one.</summary>
public class LoopTests
{
    private const string Frame = """
        static uint Rounds; static ulong Sum; static ulong Seen;
        static readonly ArrayMap<ulong> Slots = new(1024);
        [Xdp] {1} static XdpAction F(XdpContext ctx)
        {
            uint n = Rounds;
            ulong sum = 0;
            {0}
            Sum = sum;
            return XdpAction.Pass;
        }
        """;

    private const string Payload = """
        if (!ctx.TryRef(14, out Ref<Ipv4Header> ip)) return XdpAction.Drop;
        for (int i = 0; i < ip.Value.TotalLength; i++)
        {
            if (!ctx.TryRef(14 + i, out Ref<byte> b)) { sum += 7; break; }
            sum += b.Value;
        }
        """;

    private static readonly KernelProfile[] s_iterating = [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 4))];

    private static string Source(string body, string attributes = "") => Frame.Replace("{0}", body).Replace("{1}", attributes);

    [Theory]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum += (ulong)i * 3;", 70_000, 70_000ul * 69_999 / 2 * 3)]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum++;", 900_000, 900_000ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum++;", 8_388_609, 0ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { if (i == 5000) break; if ((i & 1) != 0) continue; sum++; }", 1_000_000, 2_500ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { sum += (ulong)i; if (i == 300) { Sum = sum; return XdpAction.Tx; } }", 400, 300ul * 301 / 2)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { if (Slots.TryFind((uint)i & 1023, out Ref<ulong> slot)) { slot.Value += 2; sum += slot.Value; } }", 1024, 2048ul)]
    [InlineData("for (int i = 0; i < 200_000; i++) sum += (ulong)i;", 0, 200_000ul * 199_999 / 2)]
    [InlineData("for (uint i = 3_000_000; i > 2_900_000; i -= 2) sum += i & 1;", 0, 0ul)]
    [InlineData("for (int i = 0; i < 700; i++) for (int k = i; k < 700; k++) sum += (uint)(i ^ k) & 3;", 0, 367_500ul)]
    [InlineData("n &= 0xfffff; for (uint i = 0; i < n; i++) { if (i == 77_777) break; sum += 1; }", 100_000, 77_777ul)]
    [InlineData("Span<byte> m = stackalloc byte[64]; for (int i = 0; i < 100_000; i++) m[i & 63]++; foreach (byte b in m) sum += b;", 0, 1_696ul)]
    [InlineData("ulong a = 1, b = 2; n &= 0xfffff; for (uint i = 0; i < n; i++) { (a, b) = (b, a + 3); if (a == 40) { Sum = a * b; return XdpAction.Tx; } } sum = a - b;", 1_000_000, 40ul * 41)]
    [InlineData("int at = -1; for (int i = 99_999; i >= 0; i--) { if ((uint)i == n) { at = i; break; } sum += 2; } if (at < 0) sum = 7; else sum += (ulong)at;", 88_888, 2ul * 11_111 + 88_888)]
    [InlineData("int at = -1; for (int i = 99_999; i >= 0; i--) { if ((uint)i == n) { at = i; break; } sum += 2; } if (at < 0) sum = 7; else sum += (ulong)at;", 100_000, 7ul)]
    public void Long_loops_run_where_the_kernel_has_iterators_or_calls_a_round(string body, uint rounds, ulong expected)
    {
        Expect(body, rounds, expected, s_iterating);
        Expect(body, rounds, expected, SourceObject.FollowsOneCall, KernelProfiles.Find("6.18")!);
    }

    [Fact]
    public void A_range_has_as_many_numbers_as_an_iterator() =>
        Expect("foreach (int i in Loop.Range((int)n)) sum++;", 8_388_608, 8_388_608, s_iterating);

    [Theory]
    [InlineData("6.1")]
    [InlineData("6.1;6.12;6.18;7.2")]
    [InlineData("6.12;6.18;7.2")]
    public void A_payload_is_walked_as_far_as_its_header_says(string kernels)
    {
        byte[] image = SourceObject.Compile(Source(Payload), [.. kernels.Split(';').Select(k => KernelProfiles.Find(k)!)]);
        byte[] packet = [.. Enumerable.Range(0, 90).Select(i => (byte)i)];
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            foreach ((ushort length, ulong expected) in new (ushort, ulong)[] { (0, 0), (40, (ulong)packet.Skip(14).Take(40).Sum(b => b)), (65535, (ulong)packet.Skip(14).Sum(b => b) + 7) })
            {
                // The two bytes are summed up, too.
                (byte high, byte low) = ((byte)(length >> 8), (byte)length);
                ulong sum = expected - (length == 0 ? 0 : 16ul + 17) + (length == 0 ? 0 : (ulong)high + low);
                SourceObject.Run(loaded, "F", [.. packet[..16], high, low, .. packet[18..]]);
                Assert.Equal((world, length, sum), (world, length, loaded.Global<ulong>("Sum").Value));
            }
        }
    }

    private const string CountingDown = "ulong left = 100_000 + n; Loop.Repeat(200_000, ref left, static (uint i, ref ulong s) => { s--; return s == 0 ? LoopControl.Break : LoopControl.Continue; }); sum = left;";
    private const string FromKnown = "ulong left = 100_000; Loop.Repeat(200_000, ref left, static (uint i, ref ulong s) => { s--; return s == 7 ? LoopControl.Break : LoopControl.Continue; }); sum = left;";

    [Theory]
    [InlineData(CountingDown, 0ul)]
    [InlineData(FromKnown, 7ul)]
    public void A_state_is_counted_down_from_a_number_that_verifiers_know(string body, ulong expected)
    {
        Expect(body, 5, expected, s_iterating);
        Expect(body, 5, expected, SourceObject.FollowsOneCall, KernelProfiles.Find("6.18")!);
    }

    private static void Expect(string body, uint rounds, ulong expected, params KernelProfile[] kernels)
    {
        byte[] image = SourceObject.Compile(Source(body), kernels);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image, kernels.Contains(SourceObject.FollowsOneCall) ? SourceObject.FollowsOneCall : null))
        {
            using BpfObject o = loaded;
            loaded.Global<uint>("Rounds").Value = rounds;
            SourceObject.Run(loaded, "F", 0);
            Assert.Equal((world, expected), (world, loaded.Global<ulong>("Sum").Value));
        }
    }

    private const string Collatz = "ulong x = n; while (x != 1) { Seen = x; x = (x & 1) == 0 ? x / 2 : (x * 3) + 1; sum++; }";

    [Theory]
    [InlineData("6.12;6.18;7.2", true)]
    [InlineData("6.12", true)]
    public void A_loop_without_a_bound_ends_as_OnFault_says_where_the_kernel_ends_it(string kernels, bool hasMayGoto)
    {
        byte[] image = SourceObject.Compile(Source(Collatz, "[OnFault(XdpAction.Aborted)]"), [.. kernels.Split(';').Select(k => KernelProfiles.Find(k)!)]);
        Assert.Equal(hasMayGoto, Core.Elf.ElfReader.Read(image).Functions.Single().Instructions.Any(i => i.Opcode == Opcode.JmpJCond));
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            loaded.Global<uint>("Rounds").Value = 837_799;
            Assert.Equal((world, XdpAction.Pass), (world, SourceObject.Run(loaded, "F", 0)));
            Assert.Equal((world, 524ul), (world, loaded.Global<ulong>("Sum").Value));
            if (world == "VM") continue;
            loaded.Global<uint>("Rounds").Value = 0; // 0 / 2 is 0: this would go on for ever
            Assert.Equal((world, XdpAction.Aborted), (world, SourceObject.Run(loaded, "F", 0)));
        }
    }

    [Theory]
    [InlineData(Collatz, "6.18")]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum += (ulong)i * 3;", "5.10")]
    public void A_loop_that_nothing_bounds_is_refused_with_a_word_about_ranges(string body, string kernel)
    {
        string message = Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Source(body), KernelProfiles.Find(kernel)!)).Message;
        Assert.Contains("BPF0512", message);
        Assert.Contains("Loop.Range", message);
    }

    [Fact]
    public void Short_loops_stay_plain()
    {
        byte[] image = SourceObject.Compile(Source("foreach (int i in Loop.Range(16)) sum += n; for (int i = 0; i < 300; i++) sum ^= n;"), KernelProfiles.Find("6.18")!);
        Assert.DoesNotContain(Core.Elf.ElfReader.Read(image).Functions.Single().Instructions, i => i.Opcode == Opcode.JmpCall);
    }
}
