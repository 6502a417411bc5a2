using Bpf.Core.Isa;
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

    private static string Source(string body, string attributes = "") => Frame.Replace("{0}", body).Replace("{1}", attributes);

    [Theory]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum += (ulong)i * 3;", 70_000, 70_000ul * 69_999 / 2 * 3)]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum++;", 8_388_608, 8_388_608ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) sum++;", 8_388_609, 0ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { if (i == 5000) break; if ((i & 1) != 0) continue; sum++; }", 1_000_000, 2_500ul)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { sum += (ulong)i; if (i == 300) { Sum = sum; return XdpAction.Tx; } }", 400, 300ul * 301 / 2)]
    [InlineData("foreach (int i in Loop.Range((int)n)) { if (Slots.TryFind((uint)i & 1023, out Ref<ulong> slot)) { slot.Value += 2; sum += slot.Value; } }", 1024, 2048ul)]
    [InlineData("for (int i = 0; i < 200_000; i++) sum += (ulong)i;", 0, 200_000ul * 199_999 / 2)]
    [InlineData("for (uint i = 3_000_000; i > 2_900_000; i -= 2) sum += i & 1;", 0, 0ul)]
    [InlineData("for (int i = 0; i < 700; i++) for (int k = i; k < 700; k++) sum += (uint)(i ^ k) & 3;", 0, 367_500ul)]
    [InlineData("n &= 0xfffff; for (uint i = 0; i < n; i++) { if (i == 77_777) break; sum += 1; }", 100_000, 77_777ul)]
    [InlineData("Span<byte> m = stackalloc byte[64]; for (int i = 0; i < 100_000; i++) m[i & 63]++; foreach (byte b in m) sum += b;", 0, 1_696ul)]
    public void Long_loops_run_where_the_kernel_has_iterators(string body, uint rounds, ulong expected)
    {
        byte[] image = SourceObject.Compile(Source(body), [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 4))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
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
