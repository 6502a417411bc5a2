using System.Buffers.Binary;
using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>Memory whose size is known when a program runs.</summary>
public class DynptrTests
{
    private const string Records = """
        public struct Header { public uint Kind; public uint Length; }
        public struct Block { public ulong A, B; }
        static readonly DynamicRingBuffer Out = new(4096);
        static readonly ArrayMap<Block> Blocks = new(1);
        static uint Seen; static ulong Sum;
        [Xdp] static XdpAction F(XdpContext ctx)
        {
            if (!ctx.TryRef(0, out Ref<byte> first)) return XdpAction.Aborted;
            uint kind = first.Value;
            {0}
        }
        """;

    private const string Variable = """
        uint length = 8 + kind;
        if (!Out.TryReserve(length, out Dynptr record)) return XdpAction.Drop;
        if (kind == 7) { record.Discard(); return XdpAction.Tx; }
        bool whole = record.TryWrite(0, new Header { Kind = kind, Length = length });
        for (uint i = 0; i < 40; i++) whole &= i >= kind || record.TryWrite(8 + i, (byte)(i ^ kind));
        if (record.TryWrite(length, (byte)1) || record.TryWrite(uint.MaxValue, kind)) whole = false;
        if (!record.TryRead(4, out uint read) || read != length || record.TryRead(length - 3, out uint past) || past != 0) whole = false;
        if (record.TryRef(0, out Ref<Header> header)) header.Value.Kind += 100; else whole = false;
        record.Submit();
        return whole ? XdpAction.Pass : XdpAction.Aborted;
        """;

    private const string Using = """
        if (!Out.TryReserve(12, out Dynptr record)) return XdpAction.Drop;
        using (record)
        {
            if (kind == 1) return XdpAction.Tx;
            record.TryWrite(0, "head"u8);
            ReadOnlySpan<byte> bytes = [(byte)kind, 2, 3, 4, 5, 6, 7, 8];
            if (!record.TryWrite(4, bytes) || record.TryWrite(5, bytes)) return XdpAction.Aborted;
            if (kind == 2) return XdpAction.Drop;
            record.Submit();
        }
        return XdpAction.Pass;
        """;

    [Fact]
    public void Records_have_the_length_that_the_program_gives_them()
    {
        byte[] image = SourceObject.Compile(Records.Replace("{0}", Variable), [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 12))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            BpfDynamicRingBuffer records = new(loaded, "Out");
            foreach (byte kind in new byte[] { 0, 1, 7, 33 })
                Assert.Equal((world, kind, kind == 7 ? XdpAction.Tx : XdpAction.Pass), (world, kind, SourceObject.Run(loaded, "F", kind)));
            List<byte[]> seen = [];
            Assert.Equal(3, records.Consume(bytes => seen.Add(bytes.ToArray())));
            Assert.Equal([8, 9, 41], seen.Select(r => r.Length));
            Assert.Equal([100u, 101u, 133u], seen.Select(r => BinaryPrimitives.ReadUInt32LittleEndian(r)));
            Assert.Equal(Enumerable.Range(0, 33).Select(i => (byte)(i ^ 33)), seen[2][8..]);
            while (SourceObject.Run(loaded, "F", 33) == XdpAction.Pass)
            {
            }

            Assert.Equal((world, 1ul), (world, records.Lost));
        }
    }

    [Fact]
    public void A_record_that_is_not_submitted_is_discarded_at_the_end_of_its_block()
    {
        byte[] image = SourceObject.Compile(Records.Replace("{0}", Using), [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 12))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            foreach ((byte kind, XdpAction action) in new[] { ((byte)1, XdpAction.Tx), ((byte)2, XdpAction.Drop), ((byte)3, XdpAction.Pass) })
                Assert.Equal((world, action), (world, SourceObject.Run(loaded, "F", kind)));
            List<byte[]> seen = [];
            new BpfDynamicRingBuffer(loaded, "Out").Consume(bytes => seen.Add(bytes.ToArray()));
            Assert.Equal([.. "head"u8, 3, 2, 3, 4, 5, 6, 7, 8], Assert.Single(seen));
        }
    }

    [Fact]
    public void A_map_s_value_and_a_packet_are_reached_at_any_offset()
    {
        byte[] image = SourceObject.Compile(Records.Replace("{0}", """
            if (!Blocks.TryFind(0, out Ref<Block> block) || !Dynptr.TryFrom(ref block.Value, out Dynptr value)) return XdpAction.Aborted;
            if (!value.TryWrite(kind, 0x0102030405060708UL)) return XdpAction.Drop;
            if (!Dynptr.TryFrom(ctx, out Dynptr packet) || !packet.TryRead(kind, out Seen)) return XdpAction.Aborted;
            if (packet.TryRef(0, out Ref<byte> _) || packet.TryRead(61, out uint past)) return XdpAction.Aborted;
            Sum = block.Value.A + block.Value.B;
            return packet.TryWrite(0, (byte)(kind + 1)) ? XdpAction.Pass : XdpAction.Tx;
            """).Replace("static readonly DynamicRingBuffer Out = new(4096);", ""), [.. KernelProfiles.All.Where(k => k.Version >= new Version(6, 12))]);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject o = loaded;
            XdpRunResult run = SourceObject.Run(loaded, "F", [3, 4, 5, 6, 7, 8, 9, .. new byte[57]]);
            Assert.Equal((world, XdpAction.Pass, (byte)4), (world, run.Action, run.Packet[0]));
            Assert.Equal(0x09080706u, loaded.Global<uint>("Seen").Value);
            Assert.Equal(0x0405060708000000UL + 0x010203UL, loaded.Global<ulong>("Sum").Value);
            Assert.Equal((world, XdpAction.Drop), (world, SourceObject.Run(loaded, "F", 9)));
        }
    }

    [Theory]
    [InlineData("Out.TryReserve(8, out Dynptr r); return XdpAction.Pass;", "6.18", "BPF05")]
    [InlineData("if (Out.TryReserve(8, out Dynptr r) && kind > 3) r.Submit(); return XdpAction.Pass;", "6.18", "BPF05")]
    [InlineData("if (!Out.TryReserve(8, out Dynptr r)) return 0; r.TryRef(0, out Ref<uint> x); r.Submit(); return x.IsNull ? 0 : (XdpAction)x.Value;", "6.18", "BPF05")]
    [InlineData("if (!Out.TryReserve(8, out Dynptr r)) return 0; r.Submit(); r.Submit(); return 0;", "6.18", "BPF05")]
    [InlineData("if (!Out.TryReserve(8, out Dynptr r)) return 0; Dynptr other = r; other.Submit(); return 0;", "6.18", "BPF05")]
    [InlineData("if (!Out.TryReserve(8, out Dynptr r)) return 0; r.Submit(); return 0;", "5.10", "BPF0310")]
    [InlineData("if (!Out.TryReserve(8, out Dynptr r)) return 0; r.Submit(); return Dynptr.TryFrom(ctx, out Dynptr p) ? XdpAction.Pass : 0;", "6.1", "BPF0334")]
    public void Mistakes_are_errors_at_build_time(string body, string kernel, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Records.Replace("{0}", body).Replace("static readonly ArrayMap<Block> Blocks = new(1);", ""), KernelProfiles.Find(kernel)!)).Message);
}
