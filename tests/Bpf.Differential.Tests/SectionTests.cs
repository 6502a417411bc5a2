using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>What ends with a block: reservations, sections.</summary>
public class SectionTests
{
    private const string Records = """
        public struct Record { public uint Length; public uint Kind; }
        static readonly RingBuffer<Record> Out = new(4096);
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            if (!ctx.TryRef(0, out Ref<byte> first)) return XdpAction.Aborted;
            byte kind = first.Value;
            if (!Out.TryReserve(out Reservation<Record> record)) return XdpAction.Drop;
            {0}
            return XdpAction.Pass;
        }
        """;

    private record struct Record(uint Length, uint Kind);

    [Theory]
    [InlineData("using (record) { if (kind == 1) return XdpAction.Tx; record.Value = new() { Kind = kind }; if (kind == 2) return XdpAction.Drop; record.Submit(); }")]
    [InlineData("using Reservation<Record> held = record; if (kind == 1) return XdpAction.Tx; held.Value = new() { Kind = kind }; if (kind == 2) return XdpAction.Drop; held.Submit();")]
    [InlineData("using (record) { if (kind == 1) { record.Discard(); return XdpAction.Tx; } if (kind == 2) return XdpAction.Drop; record.Value = new() { Kind = kind }; record.Submit(); }")]
    public void A_reservation_that_is_not_submitted_is_discarded(string body)
    {
        byte[] image = SourceObject.Compile(Records.Replace("{0}", body), [.. KernelProfiles.All]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            List<uint> seen = [];
            BpfRingBuffer<Record> records = new(loaded.Map("Out"));
            foreach ((byte kind, XdpAction action) in new[] { ((byte)1, XdpAction.Tx), ((byte)2, XdpAction.Drop), ((byte)3, XdpAction.Pass), ((byte)7, XdpAction.Pass) })
                Assert.Equal((world, action), (world, SourceObject.Run(loaded, "F", kind)));
            records.Consume((ref readonly Record r) => seen.Add(r.Kind));
            Assert.Equal<uint>([3, 7], seen);
        }
    }

    [Fact]
    public void A_section_without_preemption_ends_on_every_way_out()
    {
        byte[] image = SourceObject.Compile("""
            static ulong Sum;
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                using (Preemption.Disable())
                {
                    Sum += ctx.Length;
                    if (ctx.Length > 100) return XdpAction.Tx;
                    Sum++;
                }
                return XdpAction.Pass;
            }
            """, [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 10))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            Assert.Equal((world, XdpAction.Pass), (world, SourceObject.Run(loaded, "F", 1)));
            Assert.Equal((world, XdpAction.Tx), (world, SourceObject.Run(loaded, "F", new byte[200]).Action));
            Assert.Equal(65ul + 200, loaded.Global<ulong>("Sum").Value);
        }
    }

    [Theory]
    [InlineData("[BtfTracepoint(\"task_newtask\")] static int F(in FunctionArgs args) { using (Rcu.ReadLock()) { Sum++; } return 0; }", "6.12", null)]
    [InlineData("[Xdp] static XdpAction F(XdpContext ctx) { RcuScope s = Rcu.ReadLock(); return XdpAction.Pass; }", "6.18", "BPF05")]
    [InlineData("[Xdp] static XdpAction F(XdpContext ctx) { using (Preemption.Disable()) Sum++; return XdpAction.Pass; }", "6.1", "BPF0334")]
    public void Sections_that_do_not_end_or_that_a_kernel_lacks_are_refused(string program, string kernel, string? expected)
    {
        void Compile() => SourceObject.Compile("static ulong Sum; " + program, KernelProfiles.Find(kernel)!);
        if (expected is null) Compile();
        else Assert.Contains(expected, Assert.Throws<InvalidOperationException>(Compile).Message);
    }
}
